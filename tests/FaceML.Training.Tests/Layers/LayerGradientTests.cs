namespace FaceML.Training.Tests.Layers;

/// <summary>Every layer against central differences of its formula, written anew in double precision: loss = Σ c·y with random c.</summary>
[TestClass]
public sealed class LayerGradientTests
{
    private const int Rows = 6;

    [TestMethod]
    public void linear()
    {
        var random = new TrainingRandom(1);
        LinearLayer layer = LinearLayer.Create("l", 5, 3, 1, random);
        Numeric.Normal(random, 3).CopyTo(layer.Parameters[1].Values, 0);
        Check(layer, random, (x, p) =>
        {
            double[] y = new double[Rows * 3];
            for (int r = 0; r < Rows; r++)
            {
                for (int o = 0; o < 3; o++)
                {
                    y[r * 3 + o] = p[1][o] + Numeric.Dot(p[0], o, x, r, 5);
                }
            }

            return y;
        });
    }

    [TestMethod]
    public void p_relu()
    {
        var random = new TrainingRandom(2);
        Check(new PReluLayer("p", Numeric.Normal(random, 4)), random, (x, p) => [.. x.Select((v, i) => v > 0 ? v : p[0][i % 4] * v)]);
    }

    [TestMethod]
    public void batch_norm()
    {
        var random = new TrainingRandom(3);
        var layer = new BatchNormLayer("b", 4);
        Numeric.Normal(random, 4).CopyTo(layer.Parameters[0].Values, 0);
        Numeric.Normal(random, 4).CopyTo(layer.Parameters[1].Values, 0);
        Check(layer, random, (x, p) =>
        {
            double[] y = new double[x.Length];
            for (int j = 0; j < 4; j++)
            {
                double[] column = [.. Enumerable.Range(0, Rows).Select(r => x[r * 4 + j])];
                double mean = column.Average(), variance = column.Average(v => (v - mean) * (v - mean));
                for (int r = 0; r < Rows; r++)
                {
                    y[r * 4 + j] = p[0][j] * (x[r * 4 + j] - mean) / Math.Sqrt(variance + 1e-5) + p[1][j];
                }
            }

            return y;
        });
    }

    [TestMethod]
    public void normalize()
    {
        var random = new TrainingRandom(4);
        Check(new NormalizeLayer(5), random, (x, _) => [.. x.Select((v, i) => v / Math.Sqrt(Numeric.Dot(x, i / 5, x, i / 5, 5)))]);
    }

    [TestMethod]
    public void BatchNorm_uses_the_running_statistics_after_training()
    {
        var layer = new BatchNormLayer("b", 1) { Momentum = 0.5f };
        float[] y = new float[2];
        layer.Forward([1, 3], y, 2, training: true);
        // Mean 0 → 1; unbiased variance 2: 1 → 1.5.
        layer.Forward([1, 4], y, 2, training: false);
        Assert.AreEqual(0, y[0], 1e-6);
        Assert.AreEqual(3 / Math.Sqrt(1.5), y[1], 1e-4);
    }

    [TestMethod]
    public void a_row_of_zeros_normalizes_to_zeros_and_passes_nothing_on()
    {
        var layer = new NormalizeLayer(2);
        float[] y = [9, 9], d = [9, 9];
        layer.Forward([0, 0], y, 1, training: true);
        layer.Backward([0, 0], y, [1, 2], d, 1);
        CollectionAssert.AreEqual(new float[] { 0, 0, 0, 0 }, y.Concat(d).ToArray());
    }

    private static void Check(Layer layer, TrainingRandom random, Func<double[], double[][], double[]> reference)
    {
        float[] x = Numeric.Normal(random, Rows * layer.InputLength), c = Numeric.Normal(random, Rows * layer.OutputLength);
        float[] y = new float[c.Length], dx = new float[x.Length];
        layer.Forward(x, y, Rows, training: true);
        layer.Backward(x, y, c, dx, Rows);
        double[][] values = [.. layer.Parameters.Select(p => Numeric.Doubles(p.Values))];
        Numeric.Close(reference(Numeric.Doubles(x), values), y, 1e-5, "output");
        double Loss(double[] at, double[][] weights) => reference(at, weights).Zip(c, (a, b) => a * b).Sum();
        Numeric.Close(Numeric.Gradient(at => Loss(at, values), x), dx, what: "input gradient");
        for (int i = 0; i < values.Length; i++)
        {
            double[] Replaced(double[] with) => reference(Numeric.Doubles(x), [.. values.Select((v, k) => k == i ? with : v)]);
            double[] expected = Numeric.Gradient(at => Replaced(at).Zip(c, (a, b) => a * b).Sum(), layer.Parameters[i].Values);
            Numeric.Close(expected, layer.Parameters[i].Gradient, what: layer.Parameters[i].Name);
        }
    }
}
