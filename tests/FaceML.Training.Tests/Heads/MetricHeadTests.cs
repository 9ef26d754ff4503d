namespace FaceML.Training.Tests.Heads;

[TestClass]
public sealed class MetricHeadTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    public void a_residual_head_starts_as_the_identity(int hidden)
    {
        float[] x = Numeric.UnitRows(new TrainingRandom(1), 5, 6), y = new float[x.Length];
        MetricHead.Create(6, new MetricHeadShape { OutputLength = 6, HiddenLength = hidden, Residual = true },
            new TrainingRandom(2)).Transform(x, y);
        Numeric.Close(Numeric.Doubles(x), y, 1e-6, "output");
    }

    [TestMethod]
    [DataRow(0, false)]
    [DataRow(7, false)]
    [DataRow(7, true)]
    public void every_weight_of_the_whole_head_has_the_right_gradient(int hidden, bool residual)
    {
        // Central differences of the float32 head itself: coarser than those of the layers, but through all of it.
        const int rows = 9, length = 6;
        var random = new TrainingRandom(5);
        MetricHead head = MetricHead.Create(
            length, new MetricHeadShape { OutputLength = residual ? length : 4, HiddenLength = hidden, Residual = residual }, random);
        foreach (FaceML.Training.Layers.Parameter parameter in head.Parameters)
        {
            Numeric.Normal(random, parameter.Values.Length, 0.5).CopyTo(parameter.Values, 0);
        }

        // Nine normalized numbers lie within ±2.7: moved by ±3, no activation comes near PReLU's corner, where differences mean nothing.
        foreach (FaceML.Training.Layers.Parameter parameter in head.Parameters.Where(p => p.Name is "norm.shift" or "norm.scale"))
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] = parameter.Name == "norm.scale" ? 1 - 0.05f * i : i % 2 == 0 ? 3 : -3;
            }
        }

        float[] x = Numeric.Normal(random, rows * length, 3), c = Numeric.Normal(random, rows * head.OutputLength);
        double Loss()
        {
            ReadOnlySpan<float> y = new HeadPass(head, rows).Forward(x, training: true);
            double sum = 0;
            for (int i = 0; i < c.Length; i++)
            {
                sum += (double)c[i] * y[i];
            }

            return sum;
        }

        var pass = new HeadPass(head, rows);
        pass.Forward(x, training: true);
        pass.Backward(c);
        foreach (FaceML.Training.Layers.Parameter parameter in head.Parameters.Where(p => hidden == 0 || p.Name != "hidden.bias"))
        {
            double[] expected = new double[parameter.Values.Length];
            for (int i = 0; i < expected.Length; i++)
            {
                float kept = parameter.Values[i];
                parameter.Values[i] = kept + 2e-3f;
                double above = Loss();
                parameter.Values[i] = kept - 2e-3f;
                expected[i] = (above - Loss()) / ((double)(kept + 2e-3f) - (kept - 2e-3f));
                parameter.Values[i] = kept;
            }

            Numeric.Close(expected, parameter.Gradient, 5e-3, parameter.Name);
        }
    }

    [TestMethod]
    public void a_saved_head_gives_the_same_bits()
    {
        var random = new TrainingRandom(3);
        MetricHead head = MetricHead.Create(6, new MetricHeadShape { OutputLength = 4, HiddenLength = 5 }, random);
        float[] x = Numeric.Normal(random, 60), a = new float[40], b = new float[40];
        new HeadPass(head, 10).Forward(x, training: true);
        head.Transform(x, a);
        MetricHead.Load(head.Save()).Transform(x, b);
        CollectionAssert.AreEqual(a, b);
    }

    [TestMethod]
    public void any_changed_byte_of_a_saved_head_is_noticed()
    {
        byte[] saved = MetricHead.Create(2, new MetricHeadShape { OutputLength = 2 }, new TrainingRandom(3)).Save();
        Damage.AssertFound(saved, damaged => MetricHead.Load(damaged));
        for (int i = 0; i < saved.Length; i++)
        {
            Assert.ThrowsExactly<CheckpointException>(() => MetricHead.Load(saved[..i]), $"cut at {i}");
        }
    }

    [TestMethod]
    public void a_residual_head_of_another_length_is_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() =>
            MetricHead.Create(6, new MetricHeadShape { OutputLength = 4, Residual = true }, new TrainingRandom(1))).Message, "Residual");

    [TestMethod]
    [DataRow(0, false)]
    [DataRow(0, true)]
    [DataRow(7, true)]
    public void a_head_drawn_by_half_gives_the_mean_of_the_embedding_and_its_projection(int hidden, bool residual)
    {
        var shape = new MetricHeadShape { OutputLength = 6, HiddenLength = hidden, Residual = residual };
        MetricHead head = MetricHead.Create(6, shape, new TrainingRandom(2));
        foreach (FaceML.Training.Layers.Parameter parameter in head.Parameters)
        {
            Numeric.Normal(new TrainingRandom(3), parameter.Values.Length, 0.5).CopyTo(parameter.Values, 0);
        }

        float[] x = Numeric.UnitRows(new TrainingRandom(1), 1, 6), whole = Numbers(head.Attenuated(1), x);
        float[] half = Numbers(head.Attenuated(0.5), x);

        // Up to the length that normalization takes away, the half is a sum of the embedding and the projection of which both have a
        // weight above 0: of three directions in one plane, the middle one.
        Numeric.Close(Numeric.Doubles(x), Numbers(head.Attenuated(0), x), 1e-6, "weight 0");
        Numeric.Close(Numeric.Doubles(Numbers(head, x)), whole, 1e-6, "weight 1");
        double between = Angle(x, whole);
        Assert.AreEqual(between, Angle(x, half) + Angle(half, whole), 1e-3);
        Assert.IsGreaterThan(0.01, Angle(x, half));
        Assert.IsGreaterThan(0.01, Angle(half, whole));
    }

    [TestMethod]
    public void a_head_that_shortens_embeddings_cannot_be_drawn_towards_them()
    {
        MetricHead head = MetricHead.Create(6, new MetricHeadShape { OutputLength = 4 }, new TrainingRandom(2));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => head.Attenuated(0.5)).Message, "6 → 4");
    }

    private static float[] Numbers(MetricHead head, float[] x)
    {
        float[] y = new float[head.OutputLength];
        head.Transform(x, y);
        return y;
    }

    private static double Angle(float[] a, float[] b) =>
        Math.Acos(Math.Clamp(System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(a, b), -1, 1));
}
