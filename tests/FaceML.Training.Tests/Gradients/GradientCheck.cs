using FaceML.Onnx;
using FaceML.Training.Algebra;
using FaceML.Training.Gradients;
using FaceML.Training.Layers;

namespace FaceML.Training.Tests.Gradients;

/// <summary>
/// Every element of every gradient of a small network against central differences of the network itself, run by ONNX Runtime. The loss
/// is Σ c·y with random c, summed in double precision.
/// </summary>
internal static class GradientCheck
{
    private const float Step = 4e-3f;

    public static void Matches(OnnxModel model, Func<int, float>? input = null, double tolerance = 1e-3, GradientOptions? options = null)
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

        double Loss()
        {
            ReadOnlySpan<float> y = session.Forward(x);
            double sum = 0;
            for (int i = 0; i < c.Length; i++)
            {
                sum += (double)c[i] * y[i];
            }

            return sum;
        }

        foreach ((Parameter parameter, float[] gradient) in session.Parameters.Zip(gradients))
        {
            Numeric.Close(Differences(parameter.Values, Loss), gradient, tolerance, parameter.Name);
        }

        if (graph.InputGradient is not null)
        {
            Numeric.Close(Differences(x, Loss), inputGradient, tolerance, "input");
        }

        Assert.IsTrue(graph.InputGradient is not null || gradients.Length > 0);
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
