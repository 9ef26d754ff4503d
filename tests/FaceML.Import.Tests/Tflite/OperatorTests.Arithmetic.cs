namespace FaceML.Import.Tests.Tflite;

/// <content>Arithmetic and functions of single numbers.</content>
public partial class OperatorTests
{
    [TestMethod]
    public void arithmetic_with_constants_of_every_shape()
    {
        float[] x = Noise(210, 1);
        foreach ((int code, Func<float, float, float> f) in new (int, Func<float, float, float>)[] { (0, (a, b) => a + b),
            (41, (a, b) => a - b), (18, (a, b) => a * b), (42, (a, b) => a / b), (55, Math.Max), (57, Math.Min) })
        {
            foreach ((int[] shape, Func<int, int> at) in new (int[], Func<int, int>)[]
            {
                ([3], i => i % 3), ([], _ => 0), ([1, 1, 1, 3], i => i % 3), ([7, 3], i => i % 21), ([5, 1, 1], i => i / 21 % 5),
                    ([1, 5, 7, 1], i => i / 3 % 35),
            })
            {
                float[] c = [.. Noise(shape.Aggregate(1, (p, d) => p * d), 2).Select(v => v + 2)];
                Check(x, Shape, Shape, [.. x.Select((v, i) => f(v, c[at(i)]))], (t, i) => (code, [i, t.Floats(shape, c)], null));
                Check(x, Shape, Shape, [.. x.Select((v, i) => f(c[at(i)], v + 3))], (t, i) =>
                    (code, [t.Floats(shape, c), Plus(t, i, 3)], null));
            }
        }
    }

    [TestMethod]
    public void functions_of_one_number()
    {
        float[] x = [.. Noise(210, 1).Select(v => v * 5)];
        foreach ((int code, Func<float, float> f) in new (int, Func<float, float>)[]
        {
            (19, v => Math.Max(v, 0)), (21, v => Math.Clamp(v, 0, 6)), (20, v => Math.Clamp(v, -1, 1)),
                (14, v => (float)(1 / (1 + Math.Exp(-v)))), (28, v => (float)Math.Tanh(v)),
            (47, v => (float)Math.Exp(v)), (59, v => -v), (101, Math.Abs), (92, v => v * v), (117, v => v * Math.Clamp(v + 3, 0, 6) / 6),
        })
        {
            Check(x, Shape, Shape, [.. x.Select(f)], (_, i) => (code, [i], null));
        }

        Check(x, Shape, Shape, [.. x.Select(v => (float)Math.Sqrt(v + 9))], (t, i) => (75, [Plus(t, i, 9)], null));
        Check(x, Shape, Shape, [.. x.Select(v => (float)(1 / Math.Sqrt(v + 9)))], (t, i) => (76, [Plus(t, i, 9)], null));
        Check(x, Shape, Shape, [.. x.Select(v => v < 0 ? v * .25f : v)], (_, i) => (98, [i], new FlatNode().Set(0, .25f)));
    }

    [TestMethod]
    public void PRelu_with_a_slope_a_channel_and_a_slope_an_element()
    {
        float[] x = Noise(210, 1), perChannel = Noise(3, 2), perElement = Noise(105, 3);
        Check(x, Shape, Shape, [.. x.Select((v, i) => v < 0 ? v * perChannel[i % 3] : v)], (t, i) =>
            (54, [i, t.Floats([1, 1, 3], perChannel)], null));
        Check(x, Shape, Shape, [.. x.Select((v, i) => v < 0 ? v * perElement[i % 105] : v)], (t, i) =>
            (54, [i, t.Floats([5, 7, 3], perElement)], null));
    }
}
