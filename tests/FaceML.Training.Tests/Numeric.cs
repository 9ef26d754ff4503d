namespace FaceML.Training.Tests;

/// <summary>Central differences in double precision, and what they are compared by.</summary>
internal static class Numeric
{
    public static double[] Gradient(Func<double[], double> function, ReadOnlySpan<float> at, double step = 1e-5)
    {
        double[] x = Doubles(at), gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double kept = x[i];
            x[i] = kept + step;
            double above = function(x);
            x[i] = kept - step;
            gradient[i] = (above - function(x)) / (2 * step);
            x[i] = kept;
        }

        return gradient;
    }

    /// <summary>The largest difference, relative to the largest number expected.</summary>
    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<float> actual, double tolerance = 1e-4, string what = "gradient")
    {
        Assert.AreEqual(expected.Count, actual.Count);
        double scale = expected.Max(Math.Abs);
        Assert.IsTrue(scale > 0, $"The {what} is zero everywhere: nothing is tested.");
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.IsTrue(Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"{what}[{i}]: expected {expected[i]:G6}, was {actual[i]:G6} (scale {scale:G3})");
        }
    }

    public static float[] Normal(TrainingRandom random, int count, double scale = 1)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(scale * random.NextNormal());
        }

        return values;
    }

    public static float[] UnitRows(TrainingRandom random, int rows, int length)
    {
        float[] values = Normal(random, rows * length);
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = values.AsSpan(row * length, length);
            float norm = MathF.Sqrt(x.ToArray().Sum(v => v * v));
            for (int j = 0; j < length; j++)
            {
                x[j] /= norm;
            }
        }

        return values;
    }

    public static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), v => (double)v);

    public static double Squared(double[] x, int i, int j, int length) =>
        Enumerable.Range(0, length).Sum(k => (x[i * length + k] - x[j * length + k]) * (x[i * length + k] - x[j * length + k]));

    public static double Dot(double[] x, int i, double[] y, int j, int length) =>
        Enumerable.Range(0, length).Sum(k => x[i * length + k] * y[j * length + k]);
}
