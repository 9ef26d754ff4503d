namespace FaceML.Import.Tests.Tflite;

/// <summary>
/// Each operator in a file of its own, imported and run, against <see cref="Reference"/> in TensorFlow's order. Sizes differ in every
/// dimension, so that a mistaken order of dimensions or of padding cannot pass.
/// </summary>
[TestClass]
public partial class OperatorTests
{
    private static readonly int[] Shape = [2, 5, 7, 3];

    [TestMethod]
    [DataRow(1, 1, true)]
    [DataRow(2, 1, true)]
    [DataRow(2, 1, false)]
    [DataRow(3, 1, true)]
    [DataRow(1, 2, true)]
    [DataRow(1, 2, false)]
    public void convolution(int stride, int dilation, bool same)
    {
        int[] f = [4, 3, 2, 3];
        float[] w = Noise(72, 2), b = Noise(4, 3), x = Noise(210, 1);
        (int[] shape, float[] y) = Reference.Conv(Shape, x, f, w, b, stride, dilation, same);
        Check(x, Shape, shape, y, (t, i) =>
            (3, [i, t.Floats(f, w), t.Floats([4], b)], Window(same, stride).Set(4, dilation).Set(5, dilation)));
    }

    [TestMethod]
    public void grouped_convolution_without_bias()
    {
        int[] s = [1, 4, 5, 4], f = [6, 3, 3, 2];
        float[] w = Noise(108, 2), x = Noise(80, 1);
        (int[] shape, float[] y) = Reference.Conv(s, x, f, w, new float[6], 1, 1, true);
        Check(x, s, shape, y, (t, i) => (3, [i, t.Floats(f, w), -1], Window(true, 1)));
    }

    [TestMethod]
    [DataRow(1, 1, true)]
    [DataRow(2, 1, true)]
    [DataRow(2, 2, true)]
    [DataRow(1, 3, false)]
    public void depthwise_convolution(int stride, int multiplier, bool same)
    {
        int[] f = [1, 2, 3, 3 * multiplier];
        float[] w = Noise(18 * multiplier, 2), b = Noise(3 * multiplier, 3), x = Noise(210, 1);
        (int[] shape, float[] y) = Reference.Depthwise(Shape, x, f, w, b, stride, same);
        Check(x, Shape, shape, y, (t, i) =>
            (4, [i, t.Floats(f, w), t.Floats([3 * multiplier], b)], Window(same, stride).Set(3, multiplier)));
    }

    [TestMethod]
    [DataRow(2, true)]
    [DataRow(2, false)]
    [DataRow(3, true)]
    [DataRow(1, true)]
    public void pools(int stride, bool same)
    {
        float[] x = Noise(210, 1);
        FlatNode options = Window(same, stride).Set(3, 2).Set(4, 3);
        (int[] shape, float[] max) = Reference.Pool(Shape, x, 3, 2, stride, same, w => w.Max());
        Check(x, Shape, shape, max, (t, i) => (17, [i], options));
        (_, float[] mean) = Reference.Pool(Shape, x, 3, 2, stride, same, w => (float)w.Average(v => (double)v));
        Check(x, Shape, shape, mean, (t, i) => (1, [i], options));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void fused_activations(int activation)
    {
        float[] x = [.. Noise(210, 1).Select(v => v * 9)];
        Func<float, float> f = activation switch
        {
            1 => v => Math.Max(v, 0),
            2 => v => Math.Clamp(v, -1, 1),
            3 => v => Math.Clamp(v, 0, 6),
            4 => v => (float)Math.Tanh(v),
            _ => v => v
        };
        Check(x, Shape, Shape, [.. x.Select(v => f(v + .5f))], (t, i) =>
            (0, [i, t.Floats([], .5f)], new FlatNode().Set(0, (byte)activation)));
    }

    /// <summary>The image is flattened in rows, columns, channels: every weight is another number, so any other order is wrong.</summary>
    [TestMethod]
    public void fully_connected_on_a_picture()
    {
        float[] w = Noise(4 * 105, 2), b = Noise(4, 3), x = Noise(210, 1);
        Check(x, Shape, [2, 4], Product(x, w, b, 2, 105, 4), (t, i) => (9, [i, t.Floats([4, 105], w), t.Floats([4], b)], new FlatNode()));
    }

    [TestMethod]
    public void fully_connected_on_rows_and_with_kept_dimensions()
    {
        float[] w = Noise(12, 2), x = Noise(6, 1), b = Noise(4, 3);
        Check(x, [2, 3], [2, 4], [.. Product(x, w, b, 2, 3, 4).Select(v => Math.Max(v, 0))], (t, i) =>
            (9, [i, t.Floats([4, 3], w), t.Floats([4], b)], new FlatNode().Set(0, (byte)1)));
        float[] image = Noise(210, 1);
        Check(image, Shape, [70, 4], Product(image, w, new float[4], 70, 3, 4), (t, i) =>
            (9, [i, t.Floats([4, 3], w), -1], new FlatNode()));
        Check(image, Shape, [2, 5, 7, 4], Product(image, w, b, 70, 3, 4), (t, i) =>
            (9, [i, t.Floats([4, 3], w), t.Floats([4], b)], new FlatNode().Set(2, (byte)1)));
    }

    [TestMethod]
    public void softmax_and_Euclidean_normalization_run_over_the_channels()
    {
        float[] x = [.. Noise(210, 1).Select(v => v * 4)];
        Check(x, Shape, Shape,
            PerPixel(x, p => { double sum = p.Sum(v => Math.Exp(2 * v)); return [.. p.Select(v => (float)(Math.Exp(2 * v) / sum))]; }),
            (_, i) => (25, [i], new FlatNode().Set(0, 2f)));
        Check(x, Shape, Shape,
            PerPixel(x, p => { double length = Math.Sqrt(p.Sum(v => (double)v * v)); return [.. p.Select(v => (float)(v / length))]; }),
            (_, i) => (11, [i], null));

        // A vector of zeros stays one: the length is never taken below 10⁻⁶.
        Check(new float[6], [2, 3], [2, 3], new float[6], (_, i) => (11, [i], null));
    }

    [TestMethod]
    public void comparisons_cast_to_numbers()
    {
        float[] x = [-1, 0, 1, 2];
        foreach ((int code, Func<float, bool> f) in new (
            int, Func<float, bool>)[] { (58, v => v < 0), (61, v => v > 0), (62, v => v >= 0), (63, v => v <= 0) })
        {
            Check(x, [4], [4], [.. x.Select(v => f(v) ? 1f : 0f)], (t, i) =>
            {
                int truth = t.Value([4], 6);
                t.Operation(code, [i, t.Floats([], 0)], truth);
                return (53, [truth], null);
            });
        }
    }

    [TestMethod]
    public void halves_and_quantized_weights_are_restored()
    {
        float[] x = Noise(6, 1);
        float[] plus(params float[] c) => [.. x.Select((v, i) => v + c[i % 3])];
        Check(x, [2, 3], [2, 3], plus(.5f, -2, 3), (t, i) => (0, [i, t.Halves([3], (Half).5f, (Half)(-2), (Half)3)], null));
        Check(x, [2, 3], [2, 3], plus(.5f, -2, 3), (t, i) =>
        {
            int restored = t.Value([3]);
            t.Operation(6, [t.Halves([3], (Half).5f, (Half)(-2), (Half)3)], restored);
            return (0, [i, restored], null);
        });
        Check(x, [2, 3], [2, 3], plus((-4 - 1) * .5f, (7 - 1) * .5f, (127 - 1) * .5f), (t, i) =>
            (0, [i, t.Bytes([3], [-4, 7, 127], [.5f], [1])], null));

        // A scale for each output of the layer.
        float[] w = [-4 * .5f, 7 * .5f, 1 * .5f, (9 - 3) * .25f, (-100 - 3) * .25f, (3 - 3) * .25f];
        Check(x, [2, 3], [2, 2], Product(x, w, new float[2], 2, 3, 2), (t, i) =>
            (9, [i, t.Bytes([2, 3], [-4, 7, 1, 9, -100, 3], [.5f, .25f], [0, 3])], new FlatNode()));
    }

    [TestMethod]
    public void spelled_out_PRelu_and_softmax_compute_the_same()
    {
        float[] x = Noise(210, 1), slope = Noise(3, 2);
        float[] y = [.. x.Select((v, i) => v < 0 ? v * slope[i % 3] : v)];
        OnnxModel first = Check(x, Shape, Shape, y, (t, i) =>
        {
            int relu = Then(t, 19, i), abs = Then(t, 101, i), sub = Then(t, 41, i, abs);
            return (0, [relu, Then(t, 18, t.Floats([3], [.. slope.Select(s => s / 2)]), sub)], null);
        });
        OnnxModel second = Check(x, Shape, Shape, y, (t, i) =>
        {
            int relu = Then(t, 19, i), negative = Then(t, 59, Then(t, 19, Then(t, 59, i)));
            return (0, [Then(t, 18, negative, t.Floats([3], slope)), relu], null);
        });
        foreach (OnnxModel model in new[] { first, second })
        {
            CollectionAssert.AreEqual(new[] { "PRelu" }, model.Graph.Nodes.Select(n => n.OpType).ToList());
        }

        OnnxModel third = Check(x, Shape, Shape,
            PerPixel(x, p => { double sum = p.Sum(v => Math.Exp(v)); return [.. p.Select(v => (float)(Math.Exp(v) / sum))]; }), (t, i) =>
        {
            FlatNode keep = new FlatNode().Set(0, (byte)1);
            int max = t.Value([2, 5, 7, 1]), sum = t.Value([2, 5, 7, 1]);
            t.Operation(82, [i, t.Ints(-1)], max, keep);
            int exp = Then(t, 47, Then(t, 41, i, max));
            t.Operation(74, [exp, t.Ints(-1)], sum, keep);
            return (42, [exp, sum], null);
        });
        CollectionAssert.AreEqual(new[] { "Softmax" }, third.Graph.Nodes.Select(n => n.OpType).ToList());
    }

    private delegate (int Code, int[] Inputs, FlatNode? Options) Write(TinyTflite file, int input);

    /// <summary>Imports a file of one operation (and what it requires before it) and compares what it computes.</summary>
    private static OnnxModel Check(float[] x, int[] inputShape, int[] outputShape, float[] expected, Write write)
    {
        var file = new TinyTflite();
        int input = file.Value(inputShape);
        (int code, int[] inputs, FlatNode? options) = write(file, input);
        int output = file.Value(outputShape);
        file.Operation(code, inputs, output, options);
        OnnxModel model = TfliteImporter.Import(file.Build([input], [output]), new TfliteImportOptions { DynamicSize = false });

        (int[] shape, float[] data) = inputShape.Length == 4 ? Reference.Transpose(inputShape, x, [0, 3, 1, 2]) : (inputShape, x);
        DenseTensor<float> made = Npm.Run(model, new DenseTensor<float>(data, shape)).Single().Value;
        int[] dimensions = made.Dimensions.ToArray();
        (int[] madeShape, float[] actual) = dimensions.Length == 4
            ? Reference.Transpose(dimensions, made.Buffer.ToArray(), [0, 2, 3, 1])
            : (dimensions, made.Buffer.ToArray());
        CollectionAssert.AreEqual(outputShape, madeShape);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])), $"element {i} of operator {code}");
        }

        return model;
    }

    private static int Then(TinyTflite file, int code, params int[] inputs)
    {
        int output = file.Value(Shape);
        file.Operation(code, inputs, output);
        return output;
    }

    private static int Plus(TinyTflite file, int input, float value) => Then(file, 0, input, file.Floats([], value));

    private static FlatNode Window(bool same, int stride) => new FlatNode().Set(0, (byte)(same ? 0 : 1)).Set(1, stride).Set(2, stride);

    private static float[] PerPixel(float[] x, Func<float[], float[]> f) => [.. x.Chunk(3).SelectMany(f)];

    private static float[] Product(float[] x, float[] w, float[] bias, int rows, int inner, int columns)
    {
        var y = new float[rows * columns];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = (float)(bias[i % columns] + Enumerable.Range(0, inner).Sum(k =>
                (double)x[(i / columns * inner) + k] * w[(i % columns * inner) + k]));
        }

        return y;
    }

    private static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
