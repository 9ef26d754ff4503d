using FaceML.Onnx;
using FaceML.Training.Algebra;
using FaceML.Training.Gradients;
using FaceML.Training.Layers;

namespace FaceML.Training.Tests.Gradients;

/// <summary>
/// Every element of every gradient of a small network against central differences: of the network given in float64 where ONNX Runtime has the
/// kernels, otherwise of a double function or of the float32 network. The loss is Σ c·y with random c, summed in double precision.
/// </summary>
internal static class GradientCheck
{
    private const float Step = 4e-3f;
    private const double FineStep = 1e-5;

    /// <returns>Whether the differences were taken in float64.</returns>
    public static bool Matches(OnnxModel model, Func<int, float>? input = null, double tolerance = 1e-3, GradientOptions? options = null, Func<double[], double[][], double[]>? function = null)
    {
        GradientGraph graph = GradientGraph.Build(model, (options ?? new GradientOptions()) with { BatchSize = 2, InputGradient = options?.InputGradient ?? true });
        using var session = new GradientSession(graph, threads: 1);
        var random = new TrainingRandom(17);
        float[] x = Numeric.Normal(random, (int)graph.Input.Dimensions.Aggregate((a, b) => a * b) * graph.Slices);
        x = input is null ? x : [.. x.Select((_, i) => input(i))];
        float[] c = Numeric.Normal(random, session.Forward(x).Length);
        session.Backward(c);
        float[] inputGradient = session.InputGradient.ToArray();
        float[][] gradients = [.. session.Parameters.Select(p => (float[])p.Gradient.Clone())];
        Assert.IsTrue(graph.InputGradient is not null || gradients.Length > 0);

        void Compare(Func<string, double[]> differences)
        {
            foreach ((Parameter parameter, float[] gradient) in session.Parameters.Zip(gradients))
            {
                Numeric.Close(differences(parameter.Name), gradient, tolerance, parameter.Name);
            }

            if (graph.InputGradient is not null)
            {
                Numeric.Close(differences(graph.Input.Name), inputGradient, tolerance, "input");
            }
        }

        HashSet<string> weights = [.. session.Parameters.Select(p => p.Name)];
        // Batch statistics are another function than the network given.
        using DoubleNetwork? network = options?.BatchStatistics == true ? null : DoubleNetwork.Create(model, x, weights);
        if (network is not null)
        {
            Compare(name => Differences(network.Numbers[name], FineStep, () => network.Run(c)));
            return true;
        }

        if (function is not null)
        {
            double[] doubles = Numeric.Doubles(x);
            double[][] held = [.. session.Parameters.Select(p => Numeric.Doubles(p.Values))];
            Compare(name => Differences(name == graph.Input.Name ? doubles : held[session.Parameters.ToList().FindIndex(p => p.Name == name)], FineStep,
                () => function(doubles, held).Select((y, i) => y * c[i]).Sum()));
            return true;
        }

        Compare(name => Differences(name == graph.Input.Name ? x : session.Parameters.Single(p => p.Name == name).Values, () => Loss(session, x, c)));
        return false;
    }

    private static double Loss(GradientSession session, float[] x, float[] c)
    {
        ReadOnlySpan<float> y = session.Forward(x);
        double sum = 0;
        for (int i = 0; i < c.Length; i++)
        {
            sum += (double)c[i] * y[i];
        }

        return sum;
    }

    private static double[] Differences(double[] values, double step, Func<double> loss)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double kept = values[i];
            values[i] = kept + step;
            double high = loss();
            values[i] = kept - step;
            result[i] = (high - loss()) / (2 * step);
            values[i] = kept;
        }

        return result;
    }

    private static double[] Differences(float[] values, Func<double> loss)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float kept = values[i], above = kept + Step, below = kept - Step;
            values[i] = above;
            double high = loss();
            values[i] = below;
            result[i] = (high - loss()) / ((double)above - below);
            values[i] = kept;
        }

        return result;
    }
}
