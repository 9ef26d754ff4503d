namespace FaceML.Training.Tests.Optimization;

[TestClass]
public sealed class OptimizerTests
{
    // More than one vector and a rest, so that both loops run.
    private const int Count = 19;

    [TestMethod]
    public void sgd_with_momentum_follows_its_formula() => Follows(new SgdOptions { Momentum = 0.8f, WeightDecay = 0.1f }, (w, g, s, _) =>
    {
        s[0] = 0.8 * s[0] + g + 0.1 * w;
        return w - 0.05 * s[0];
    });

    [TestMethod]
    public void sgd_with_Nesterov_follows_its_formula() =>
        Follows(new SgdOptions { Momentum = 0.8f, WeightDecay = 0.1f, Nesterov = true }, (w, g, s, _) =>
    {
        double slope = g + 0.1 * w;
        s[0] = 0.8 * s[0] + slope;
        return w - 0.05 * (slope + 0.8 * s[0]);
    });

    [TestMethod]
    public void adam_follows_algorithm_1() =>
        Follows(new AdamOptions { WeightDecay = 0.1f, DecoupledWeightDecay = false }, (w, g, s, t) => w - 0.05 * Moment(g + 0.1 * w, s, t));

    [TestMethod]
    public void AdamW_follows_algorithm_2() =>
        Follows(new AdamOptions { WeightDecay = 0.1f }, (w, g, s, t) => w - 0.05 * (Moment(g, s, t) + 0.1 * w));

    [TestMethod]
    public void a_frozen_parameter_stays_and_a_slow_one_moves_less()
    {
        Parameter[] parameters =
            [new("frozen", [1]) { LearningRateScale = 0 }, new("slow", [1]) { LearningRateScale = 0.5f }, new("plain", [1])];
        foreach (Parameter parameter in parameters)
        {
            parameter.Gradient[0] = 1;
        }

        new SgdOptions { Momentum = 0 }.Create().Step(parameters, 0.1f);
        CollectionAssert.AreEqual(new[] { 1f, 0.95f, 0.9f }, parameters.Select(p => p.Values[0]).ToArray());
    }

    [TestMethod]
    public void a_bias_does_not_decay()
    {
        Parameter bias = new("bias", [1]) { Decays = false };
        new AdamOptions { WeightDecay = 1 }.Create().Step([bias], 0.1f);
        Assert.AreEqual(1, bias.Values[0]);
    }

    [TestMethod]
    public void a_saved_optimizer_goes_on_alike()
    {
        foreach (OptimizerOptions options in new OptimizerOptions[] { new SgdOptions(), new AdamOptions() })
        {
            Parameter a = Start(), b = Start();
            Optimizer first = options.Create(), second = options.Create();
            first.Step([a], 0.1f);
            using var stream = new MemoryStream();
            first.Save(new BinaryWriter(stream), [a]);
            stream.Position = 0;
            second.Load(new BinaryReader(stream), [b]);
            a.Values.CopyTo(b.Values, 0);
            first.Step([a], 0.1f);
            second.Step([b], 0.1f);
            CollectionAssert.AreEqual(a.Values, b.Values);
        }
    }

    [TestMethod]
    public void clipping_keeps_direction_and_bounds_the_common_norm()
    {
        Parameter[] parameters = [new("a", [0, 0]), new("b", [0]), new("frozen", [0]) { LearningRateScale = 0 }];
        (parameters[0].Gradient[0], parameters[1].Gradient[0], parameters[2].Gradient[0]) = (3, 4, 100);
        Assert.AreEqual(5, GradientClipping.ByNorm(parameters, 10), 1e-6);
        Assert.AreEqual(3, parameters[0].Gradient[0]);
        Assert.AreEqual(5, GradientClipping.ByNorm(parameters, 1), 1e-6);
        Assert.AreEqual(0.6, parameters[0].Gradient[0], 1e-6);
        Assert.AreEqual(0.8, parameters[1].Gradient[0], 1e-6);
    }

    private static double Moment(double gradient, double[] s, int t)
    {
        s[0] = 0.9 * s[0] + 0.1 * gradient;
        s[1] = 0.999 * s[1] + 0.001 * gradient * gradient;
        return s[0] / (1 - Math.Pow(0.9, t)) / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-8);
    }

    private static Parameter Start() => new("w", [.. Enumerable.Range(0, Count).Select(i => 1 + 0.1f * i)]);

    private static void Follows(OptimizerOptions options, Func<double, double, double[], int, double> formula)
    {
        Parameter parameter = Start();
        double[] expected = Numeric.Doubles(parameter.Values);
        double[][] state = [.. expected.Select(_ => new double[2])];
        Optimizer optimizer = options.Create();
        for (int t = 1; t <= 4; t++)
        {
            for (int i = 0; i < Count; i++)
            {
                parameter.Gradient[i] = MathF.Sin(i + t);
                expected[i] = formula(expected[i], parameter.Gradient[i], state[i], t);
            }

            optimizer.Step([parameter], 0.05f);
        }

        Numeric.Close(expected, parameter.Values, 1e-5, "weights");
    }
}
