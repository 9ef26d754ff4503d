namespace FaceML.Training.Tests.Gradients;

/// <summary>
/// Every element of every gradient of a small network against central differences in float64: of the network given where ONNX Runtime has
/// the kernels, else of a network of other operators that computes the same, or of the function written out. The loss is Σ c·y with random
/// c.
/// </summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-3;

    /// <summary>Fails where a gradient is further from the differences than a thousandth of the largest of its tensor.</summary>
    /// <param name="model">The network; a batch of two.</param>
    /// <param name="input">The numbers of the input; null for random ones.</param>
    /// <param name="options">What is differentiated; null for everything and the input.</param>
    /// <param name="same">Another network of the same weights that computes the same.</param>
    /// <param name="function">What the network computes of input and weights, for both of which there is no float64 kernel.</param>
    public static void Matches(OnnxModel model, Func<int, float>? input = null, GradientOptions? options = null, OnnxModel? same = null,
        Func<double[], double[][], double[]>? function = null)
    {
        GradientGraph graph = GradientGraph.Build(
            model, (options ?? new GradientOptions()) with { BatchSize = 2, InputGradient = options?.InputGradient ?? true });
        using var session = new GradientSession(graph, threads: 1);
        var random = new TrainingRandom(17);
        float[] x = Numeric.Normal(random, (int)graph.Input.Dimensions.Aggregate((a, b) => a * b) * graph.Slices);
        x = input is null ? x : [.. x.Select((_, i) => input(i))];
        float[] y = session.Forward(x).ToArray(), c = Numeric.Normal(random, y.Length);
        session.Backward(c);
        Assert.IsTrue(graph.InputGradient is not null || session.Parameters.Count > 0);

        using DoubleNetwork? network = function is null
            ? DoubleNetwork.Create(same ?? model, x, session.Parameters.Select(p => p.Name).ToHashSet())
            : null;
        Dictionary<string, double[]> numbers = network?.Numbers ?? session.Parameters
            .ToDictionary(p => p.Name, p => Numeric.Doubles(p.Values));
        numbers[graph.Input.Name] = network?.Numbers[graph.Input.Name] ?? Numeric.Doubles(x);
        double[] Output() => network?.Run() ?? function!(numbers[graph.Input.Name], [.. session.Parameters.Select(p => numbers[p.Name])]);
        double Loss() => Output().Zip(c, (v, factor) => v * factor).Sum();

        // What the differences are taken of is the network.
        Numeric.Close(Output(), y, 1e-5, "output");
        foreach (Parameter parameter in session.Parameters)
        {
            Numeric.Close(Differences(numbers[parameter.Name], Loss), parameter.Gradient, Tolerance, parameter.Name);
        }

        if (graph.InputGradient is not null)
        {
            Numeric.Close(Differences(numbers[graph.Input.Name], Loss), session.InputGradient.ToArray(), Tolerance, "input");
        }
    }

    private static double[] Differences(double[] values, Func<double> loss)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double kept = values[i];
            values[i] = kept + Step;
            double high = loss();
            values[i] = kept - Step;
            result[i] = (high - loss()) / (2 * Step);
            values[i] = kept;
        }

        return result;
    }
}
