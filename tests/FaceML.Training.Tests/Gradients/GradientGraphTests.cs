namespace FaceML.Training.Tests.Gradients;

[TestClass]
public sealed class GradientGraphTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void an_operator_without_gradient_names_itself_and_what_can_be_frozen()
    {
        OnnxModel model = Small("Erf");
        GradientException e = Assert.ThrowsExactly<GradientException>(() => GradientGraph.Build(model));
        StringAssert.Contains(e.Message, "Erf 'middle' (first) → (middle)");
        StringAssert.Contains(e.Message, "FrozenUpTo = \"middle\"");
        GradientGraph frozen = GradientGraph.Build(model, new GradientOptions { FrozenUpTo = "middle" });
        CollectionAssert.AreEqual(new[] { "last.w" }, frozen.Weights.Select(w => w.Name).ToArray());
    }

    [TestMethod]
    public void frozen_weights_are_constants_of_the_graphs()
    {
        GradientGraph graph = GradientGraph.Build(Small("Tanh"), new GradientOptions { FrozenWeights = new HashSet<string> { "first.w" } });
        CollectionAssert.AreEqual(new[] { "last.w" }, graph.Weights.Select(w => w.Name).ToArray());
        Assert.IsNotNull(graph.Forward.Graph.FindInitializer("first.w"));
        Assert.IsFalse(graph.Backward.Graph.Nodes.Any(n => n.Inputs.Contains("first.w")), "Nothing is computed for what is frozen.");
    }

    [TestMethod]
    public void freezing_everything_or_up_to_nowhere_is_refused()
    {
        StringAssert.Contains(Assert.ThrowsExactly<GradientException>(() =>
            GradientGraph.Build(Small("Tanh"), new GradientOptions { FrozenUpTo = "y" })).Message, "frozen");
        StringAssert.Contains(Assert.ThrowsExactly<GradientException>(() =>
            GradientGraph.Build(Small("Tanh"), new GradientOptions { FrozenUpTo = "nowhere" })).Message, "nowhere");
    }

    [TestMethod]
    public void the_network_given_is_not_changed()
    {
        OnnxModel model = Small("Tanh");
        byte[] before = model.ToBytes();
        GradientGraph.Build(model, new GradientOptions { BatchSize = 3 });
        CollectionAssert.AreEqual(before, model.ToBytes());
    }

    [TestMethod]
    public void a_network_made_for_one_picture_takes_a_batch_and_its_reshaped_weights_stay()
    {
        var b = new GraphBuilder();
        b.Input("x", OnnxElementType.Float32, 1, 2, 1, 1);
        string scaled = b.Mul("x", b.Reshape(b.Floats("w", [2], [3, 5]), [1, 2, 1, 1]));
        b.Identity(b.Reshape(scaled, [1, 2]), "y");
        b.Output("y", OnnxElementType.Float32, 1, 2);
        using var session = new GradientSession(GradientGraph.Build(b.Build(), new GradientOptions { BatchSize = 2 }));
        CollectionAssert.AreEqual(new float[] { 3, 10, 9, 20 }, session.Forward([1, 2, 3, 4]).ToArray());
        session.Backward([1, 1, 1, 1]);
        CollectionAssert.AreEqual(new float[] { 4, 6 }, session.Parameters.Single().Gradient);
    }

    [TestMethod]
    public void batch_statistics_are_given_out()
    {
        var b = new GraphBuilder();
        b.Input("x", OnnxElementType.Float32, 2, 1, 1, 2);
        b.BatchNormalization("x", b.Floats("s", [1], [1]), b.Floats("b", [1], [0]), b.Floats("m", [1], [9]), b.Floats("v", [1], [9]),
            output: "y");
        b.Output("y", OnnxElementType.Float32, 2, 1, 1, 2);
        GradientGraph graph = GradientGraph.Build(b.Build(), new GradientOptions { BatchSize = 2, BatchStatistics = true });
        using var session = new GradientSession(graph);
        session.Forward([1, 2, 3, 6]);
        BatchStatistics statistics = graph.Statistics.Single();
        Assert.AreEqual(3, session.Statistic(statistics.Mean)[0], 1e-6);
        Assert.AreEqual(3.5, session.Statistic(statistics.Variance)[0], 1e-6);
        Assert.AreEqual("m", statistics.RunningMean);
    }

    [TestMethod]
    [DataRow(7, 3, DisplayName = "slices of 3, 3 and 1")]
    [DataRow(6, 2, DisplayName = "slices of 2")]
    [DataRow(5, 1, DisplayName = "as many slices as are summed at once, and the one they are added to")]
    [DataRow(11, 1, DisplayName = "more slices than are summed at once")]
    public void slices_and_recomputation_give_the_gradient_of_the_whole_batch(int batch, int slice)
    {
        OnnxModel model = Convolutional();
        var random = new TrainingRandom(5);
        float[] x = Numeric.Normal(random, batch * 2 * 6 * 6), c = Numeric.Normal(random, batch * 3);
        var options = new GradientOptions { BatchSize = batch, InputGradient = true };
        (float[] Output, float[] Input, float[][] Weights) whole = Gradients(model, options with { SliceSize = batch }, x, c);
        (float[] Output, float[] Input, float[][] Weights) sliced = Gradients(model, options with { SliceSize = slice }, x, c);
        (float[] Output, float[] Input, float[][] Weights) again =
            Gradients(model, options with { SliceSize = slice, Recompute = true }, x, c);
        (float[] Output, float[] Input, float[][] Weights) activations =
            Gradients(model, options with { SliceSize = batch, Recompute = true }, x, c);
        Numeric.Close(Numeric.Doubles(whole.Output), sliced.Output, 1e-6, "output");
        Numeric.Close(Numeric.Doubles(whole.Input), sliced.Input, 1e-6, "input");
        for (int p = 0; p < whole.Weights.Length; p++)
        {
            Numeric.Close(Numeric.Doubles(whole.Weights[p]), sliced.Weights[p], 1e-5, $"weight {p}");
            CollectionAssert.AreEqual(sliced.Weights[p], again.Weights[p], "Computed again, not otherwise.");
            CollectionAssert.AreEqual(whole.Weights[p], activations.Weights[p], "Computed again, not otherwise.");
        }
    }

    [TestMethod]
    public void recomputation_keeps_one_slice_and_the_batch_statistics_want_all_rows()
    {
        var options = new GradientOptions { BatchSize = 32 };
        Assert.AreEqual((4, 8), (options.SliceRows, options.Slices));
        Assert.AreEqual((4, 9), ((options with { BatchSize = 33 }).SliceRows, (options with { BatchSize = 33 }).Slices));
        Assert.AreEqual((32, 1), ((options with { BatchStatistics = true }).SliceRows, (options with { BatchStatistics = true }).Slices));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            GradientGraph.Build(Convolutional(), options with { BatchStatistics = true, SliceSize = 8 })).Message, "SliceSize");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GradientGraph.Build(Convolutional(), options with { SliceSize = 0 }));
    }

    [TestMethod]
    public void a_frozen_beginning_is_not_walked_back()
    {
        GradientGraph all = GradientGraph.Build(Convolutional()), frozen =
            GradientGraph.Build(Convolutional(), new GradientOptions { FrozenUpTo = "second" });
        CollectionAssert.AreEqual(new[] { "dense" }, frozen.Weights.Select(w => w.Name).ToArray());
        Assert.IsLessThan(all.Backward.Graph.Nodes.Count / 4, frozen.Backward.Graph.Nodes.Count);
        Assert.HasCount(1, frozen.Saved, "Only what the dense layer read.");
    }

    [TestMethod]
    public void the_whole_face_network_has_the_right_derivative_along_random_directions()
    {
        const int batch = 2;
        GradientGraph graph = GradientGraph.Build(FaceNetwork(), new GradientOptions { BatchSize = batch });
        Assert.AreEqual(1_190_336, graph.Weights.Sum(w => w.Values.Length));
        using var session = new GradientSession(graph);
        var random = new TrainingRandom(3);
        float[] x = Numeric.Normal(random, batch * 3 * 112 * 112, 0.5), c = Numeric.Normal(random, batch * 512);
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

        Loss();
        session.Backward(c);
        float[][] gradients = [.. session.Parameters.Select(p => (float[])p.Gradient.Clone())], kept =
            [.. session.Parameters.Select(p => (float[])p.Values.Clone())];
        for (int trial = 0; trial < 3; trial++)
        {
            // Half along each block's gradient, so that the slope stands out from the rounding of 50 layers, half at random;
            // in proportion to the block's size, so that none is drowned.
            float[][] direction = [.. gradients.Zip(kept, (g, w) => Mixed(random, g, Norm(w) * (0.5 + random.NextDouble())))];
            // Small, because the corners of 33 PReLUs bend the loss: at 1e-4 they already take a fifth away.
            double ratio = Ratio(2e-6);
            TestContext.WriteLine($"direction {trial}: differences by gradient {ratio:F4}");
            Assert.AreEqual(1, ratio, 5e-3, $"direction {trial}");

            double Ratio(double step)
            {
                (double above, float[][] high) = At(step);
                (double below, float[][] low) = At(-step);
                double expected = 0;
                for (int p = 0; p < gradients.Length; p++)
                {
                    for (int i = 0; i < gradients[p].Length; i++)
                    {
                        // By as much as the weights, being floats, really moved.
                        expected += gradients[p][i] * ((double)high[p][i] - low[p][i]);
                    }
                }

                return (above - below) / expected;
            }

            (double Loss, float[][] Weights) At(double size)
            {
                foreach ((Parameter parameter, int p) in session.Parameters.Select((q, i) => (q, i)))
                {
                    for (int i = 0; i < parameter.Values.Length; i++)
                    {
                        parameter.Values[i] = (float)(kept[p][i] + size * direction[p][i]);
                    }
                }

                return (Loss(), [.. session.Parameters.Select(q => (float[])q.Values.Clone())]);
            }
        }
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));

    private static float[] Mixed(TrainingRandom random, float[] gradient, double size)
    {
        float[] noise = Numeric.Normal(random, gradient.Length);
        double a = size / Norm(gradient), b = size / Norm(noise);
        return [.. gradient.Zip(noise, (g, n) => (float)(a * g + b * n))];
    }

    internal static OnnxModel FaceNetwork() =>
        OnnxModel.Read(Path.Combine(
            TestData.Root, "eng", "npm", "node_modules", "faceplugin-face-recognition-js", "model", "fr_feature.onnx"));

    private static (float[] Output, float[] Input, float[][] Weights) Gradients(
        OnnxModel model, GradientOptions options, float[] x, float[] c)
    {
        using var session = new GradientSession(GradientGraph.Build(model, options), threads: 1);
        float[] output = session.Forward(x).ToArray();
        session.Backward(c);
        return (output, session.InputGradient.ToArray(), [.. session.Parameters.Select(p => p.Gradient)]);
    }

    private static OnnxModel Convolutional()
    {
        var random = new TrainingRandom(6);
        var b = new GraphBuilder();
        b.Input("x", OnnxElementType.Float32, 1, 2, 6, 6);
        string first = b.PRelu(b.Conv("x", b.Floats("point", [16, 2, 1, 1], Numeric.Normal(random, 32))),
            b.Floats("slope", [16, 1, 1], Numeric.Normal(random, 16)));
        string second = b.PRelu(
            b.Conv(first, b.Floats("depthwise", [16, 1, 3, 3], Numeric.Normal(random, 144)), null, [2, 2], [1, 1, 1, 1], 16), "slope",
            output: "second");
        b.MatMul(b.Reshape(second, [1, 144]), b.Floats("dense", [144, 3], Numeric.Normal(random, 432)), "y");
        b.Output("y", OnnxElementType.Float32, 1, 3);
        return b.Build();
    }

    private static OnnxModel Small(string middle)
    {
        var b = new GraphBuilder();
        b.Input("x", OnnxElementType.Float32, 1, 3);
        b.MatMul("x", b.Floats("first.w", [3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]), "first");
        b.Node(middle, ["first"], output: "middle");
        b.MatMul("middle", b.Floats("last.w", [3, 2], [1, 2, 3, 4, 5, 6]), "y");
        b.Output("y", OnnxElementType.Float32, 1, 2);
        return b.Build();
    }
}
