namespace FaceML.Training.Tests.Gradients;

[TestClass]
public sealed partial class OperatorGradientTests
{
    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    [DataRow(true, true)]
    public void gemm(bool transposeA, bool transposeB) => Check([4], body: (b, x) =>
        b.Gemm(x, transposeB ? W(b, 3, transposeA ? 2 : 4) : W(b, transposeA ? 2 : 4, 3), transposeA ? W(b, 4, 1) : W(b, 3), transposeA,
            transposeB, alpha: 0.5f, beta: 2));

    [TestMethod]
    public void gemm_with_weights_on_the_left() => Check([4], (b, x) => b.Gemm(W(b, 2, 3), x, transposeA: true));

    [TestMethod]
    public void mat_mul() => Check([3, 4], (b, x) => b.MatMul(x, W(b, 4, 5)));

    [TestMethod]
    public void MatMul_in_batches() => Check([3, 4], (b, x) => b.MatMul(W(b, 2, 5, 3), x));

    [TestMethod]
    public void p_relu() => Check([3, 2, 2], (b, x) => b.PRelu(x, W(b, 3, 1, 1)), AwayFromCorners,
        function: (x, w) => [.. x.Select((v, i) => v > 0 ? v : v * w[0][i / 4 % 3])]);

    [TestMethod]
    public void relu() => Check([5], (b, x) => b.Relu(x), AwayFromCorners);

    [TestMethod]
    public void leaky_relu() => Check([5], (b, x) => b.Node("LeakyRelu", [x], [OnnxAttribute.Of("alpha", 0.2f)]), AwayFromCorners,
        function: (x, _) => [.. x.Select(v => v > 0 ? v : 0.2f * v)]);

    [TestMethod]
    public void sigmoid() => Check([5], (b, x) => b.Sigmoid(x));

    [TestMethod]
    public void tanh() => Check([5], (b, x) => b.Tanh(x));

    [TestMethod]
    public void hard_sigmoid() => Check([9], (b, x) => b.Node("HardSigmoid", [x], [OnnxAttribute.Of("alpha", 0.3f)]), AwayFromCorners,
        function: (x, _) => [.. x.Select(v => Math.Clamp(0.3f * v + 0.5, 0, 1))]);

    [TestMethod]
    public void hard_swish() => Check([9], (b, x) => b.Node("HardSwish", [x]), AwayFromCorners, opset: 14,
        function: (x, _) => [.. x.Select(v => v * Math.Clamp(v / 6 + 0.5, 0, 1))]);

    [TestMethod]
    public void clip() => Check([9], (b, x) => b.Clip(x, -1.05f, 1.55f), AwayFromCorners);

    [TestMethod]
    public void clip_from_above_only() => Check([9], (b, x) => b.Clip(x, null, 1.55f), AwayFromCorners);

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1)]
    public void softmax(int axis) => Check([3, 4], (b, x) => b.Softmax(x, axis));

    [TestMethod]
    [DataRow("Add")]
    [DataRow("Sub")]
    [DataRow("Mul")]
    public void arithmetic_with_broadcasting(string op) =>
        Check([3, 2, 2], (b, x) => b.Node(op, [b.Node(op, [x, W(b, 3, 1, 1)]), W(b, 1, 3, 2, 1)]));

    [TestMethod]
    public void division_with_broadcasting() => Check([3, 2], (b, x) =>
        b.Div(W(b, 2), b.Div(b.Add(b.Mul(x, x), b.Scalar("one", 1)),
            b.Add(b.Mul(W(b, 3, 1), b.Scalar("small", 0.2f)), b.Scalar("two", 2)))));

    [TestMethod]
    public void a_value_read_twice_gets_both_gradients() => Check([4], (b, x) => b.Add(b.Mul(x, x), b.Sigmoid(x)));

    [TestMethod]
    public void sum_of_three() => Check([4], (b, x) => b.Node("Sum", [x, W(b, 4), b.Mul(x, x)]));

    [TestMethod]
    public void neg_exp_sqrt() => Check([4], (b, x) => b.Sqrt(b.Add(b.Node("Exp", [b.Node("Neg", [x])]), b.Scalar("one", 1))));

    [TestMethod]
    public void BatchNormalization_with_running_statistics() =>
        Check([3, 2, 2], (b, x) => b.BatchNormalization(x, W(b, 3), W(b, 3), Positive(b, "mean", 3), Positive(b, "variance", 3)));

    [TestMethod]
    public void BatchNormalization_with_batch_statistics() => Check([3, 3, 2], (b, x) =>
        b.BatchNormalization(x, W(b, 3), W(b, 3), Positive(b, "mean", 3), Positive(b, "variance", 3)),
            options: new GradientOptions { BatchStatistics = true, InputGradient = true }, function: (x, w) => Normalized(x, w[0], w[1]));

    [TestMethod]
    public void lp_normalization() =>
        Check([5], (b, x) => b.Node("LpNormalization", [x], [OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("p", 2L)]));

    [TestMethod]
    public void L2_norm_of_parts() => Check([5], (b, x) => b.Div(x, b.ReduceL2(x, [1])));

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void reductions(bool keep) => Check([3, 4, 2], (b, x) =>
        b.Mul(b.ReduceSum(b.Mul(x, x), [1, -1], keep), b.Mul(b.ReduceMean(x, [1, 3], keep), b.ReduceL2(x, [1, 3], keep))));

    [TestMethod]
    public void global_pooling() => Check([3, 3, 2], (b, x) => b.Mul(b.GlobalAveragePool(x), b.Node("GlobalMaxPool", [x])), Distinct,
        same: (b, x) => b.Mul(b.ReduceMean(x, [2, 3]), b.Node("ReduceMax", [x], [OnnxAttribute.Of("axes", [2L, 3])])));

    [TestMethod]
    [DataRow(2, 2, 0)]
    [DataRow(3, 2, 1)]
    [DataRow(3, 1, 1)]
    [DataRow(2, 3, 0)]
    public void max_pool(int kernel, int stride, int pad) =>
        Check([2, 7, 6], (b, x) => b.MaxPool(x, [kernel, kernel], [stride, stride], [pad, pad, pad, pad]), Distinct);

    [TestMethod]
    public void MaxPool_of_equal_numbers_gives_the_gradient_to_one()
    {
        var b = new GraphBuilder();
        b.Input("x", OnnxElementType.Float32, 2, 1, 2, 2);
        b.MaxPool("x", [2, 2], output: "y");
        b.Output("y", OnnxElementType.Float32, 2, 1, 1, 1);
        using var session = new GradientSession(
            GradientGraph.Build(b.Build(), new GradientOptions { BatchSize = 2, InputGradient = true }));
        session.Forward([5, 5, 5, 5, 1, 2, 2, 0]);
        session.Backward([3, 4]);
        CollectionAssert.AreEqual(new float[] { 3, 0, 0, 0, 0, 4, 0, 0 }, session.InputGradient.ToArray());
    }

    [TestMethod]
    [DataRow(2, 2, 0, false)]
    [DataRow(3, 2, 1, false)]
    [DataRow(3, 2, 1, true)]
    [DataRow(2, 3, 0, false)]
    public void average_pool(int kernel, int stride, int pad, bool countPads) =>
        Check([2, 7, 6], (b, x) => b.AveragePool(x, [kernel, kernel], [stride, stride], [pad, pad, pad, pad], countPads),
        same: (b, x) => Averages(b, x, 7, 6, kernel, stride, pad, countPads));

    [TestMethod]
    public void layout() => Check([4, 3, 2], (b, x) =>
    {
        string turned = b.Transpose(x, [0, 2, 3, 1]);
        string flat = b.Flatten(b.Node("Squeeze", [b.Node("Unsqueeze", [turned, b.Int64s("axes", 1)]), b.Int64s("axes", 1)]));
        return b.Mul(b.Identity(b.Reshape(flat, [2, 6, 4])), W(b, 6, 4));
    });

    [TestMethod]
    public void concat_of_unequal_parts() =>
        Check([3, 2], (b, x) => b.Mul(b.Concat([x, b.Sigmoid(x), b.Slice(x, [0], [1], [1])], 1), W(b, 7, 2)));

    [TestMethod]
    public void slice_from_both_ends() => Check([5, 4], (b, x) => b.Mul(b.Slice(x, [1, -3], [-1, 100], [1, 2]), W(b, 3, 3)));

    [TestMethod]
    public void pad_with_a_number() => Check([3, 2], (b, x) => b.Mul(b.Pad(x, [0, 1, 0, 0, 2, 1], 0.5f), W(b, 6, 3)));

    [TestMethod]
    [DataRow(9)]
    [DataRow(11)]
    [DataRow(13)]
    [DataRow(17)]
    public void older_and_newer_operator_sets(int opset) =>
        Check([2, 4, 4], (b, x) => InWordsOf(opset, b, x), AwayFromCorners, opset: opset, same: (b, x) => InWordsOf(13, b, x));

    private static string InWordsOf(int opset, GraphBuilder b, string x)
    {
        string weights = W(b, 2, 4), clipped = opset < 11
            ? b.Node("Clip", [x], [OnnxAttribute.Of("min", -1.05f), OnnxAttribute.Of("max", 1.55f)])
            : b.Clip(x, -1.05f, 1.55f);
        string padded = opset < 11
            ? b.Node("Pad", [clipped], [OnnxAttribute.Of("pads", [0L, 0, 1, 1, 0, 0, 1, 1])])
            : b.Pad(clipped, [0, 0, 1, 1, 0, 0, 1, 1]);
        string sliced = opset < 10
            ? b.Node("Slice", [padded], [OnnxAttribute.Of("starts", [0L]), OnnxAttribute.Of("ends", [4L]), OnnxAttribute.Of("axes", [2L])])
            : b.Slice(padded, [0], [4], [2]);
        string summed = opset < 13
            ? b.Node("ReduceSum", [sliced], [OnnxAttribute.Of("axes", [3L]), OnnxAttribute.Of("keepdims", 0L)])
            : b.ReduceSum(sliced, [3], keepDimensions: false);
        return b.Mul(summed, weights);
    }

    // Means of windows as a matrix product, of which there is a float64 kernel: column o of the matrix holds the share of every pixel in
    // window o.
    private static string Averages(GraphBuilder b, string x, int height, int width, int kernel, int stride, int pad, bool countPads)
    {
        int down = (height + 2 * pad - kernel) / stride + 1, across = (width + 2 * pad - kernel) / stride + 1;
        float[] shares = new float[height * width * down * across];
        for (int o = 0; o < down * across; o++)
        {
            int top = o / across * stride - pad, left = o % across * stride - pad;
            int[] inside = [.. Enumerable.Range(0, height * width)
                .Where(i => i / width >= top && i / width < top + kernel && i % width >= left && i % width < left + kernel)];
            Array.ForEach(inside, i => shares[i * down * across + o] = 1f / (countPads ? kernel * kernel : inside.Length));
        }

        string flat = b.Reshape(x, [2, -1, height * width]);
        return b.Reshape(b.MatMul(flat, b.Floats("shares", [height * width, down * across], shares)), [2, -1, down, across]);
    }

    // 2×3×3×2 by the mean and variance of each channel over the batch, scaled and shifted.
    private static double[] Normalized(double[] x, double[] scale, double[] shift)
    {
        double[] y = new double[x.Length];
        for (int c = 0; c < 3; c++)
        {
            int[] at = [.. Enumerable.Range(0, x.Length).Where(i => i / 6 % 3 == c)];
            double mean = at.Average(i => x[i]), variance = at.Average(i => (x[i] - mean) * (x[i] - mean));
            foreach (int i in at)
            {
                y[i] = (x[i] - mean) / Math.Sqrt(variance + 1e-5) * scale[c] + shift[c];
            }
        }

        return y;
    }

    private static OnnxModel Model(long[] shape, Func<GraphBuilder, string, string> body, long opset)
    {
        var b = new GraphBuilder();
        string x = b.Input("x", OnnxElementType.Float32, [2, .. shape.Select(OnnxDimension.Of)]);
        b.Identity(body(b, x), "y");
        b.Output("y", OnnxElementType.Float32);
        return b.Build(opset);
    }

    private static void Check(
        long[] shape, Func<GraphBuilder, string, string> body, Func<int, float>? input = null, long opset = 13, GradientOptions? options =
            null,
        Func<GraphBuilder, string, string>? same = null, Func<double[], double[][], double[]>? function = null) =>
        GradientCheck.Matches(Model(shape, body, opset), input, options, same is null ? null : Model(shape, same, 13), function);

    private static string W(GraphBuilder b, params long[] shape)
    {
        var random = new TrainingRandom(shape.Aggregate(7L, (a, s) => a * 31 + s) + b.Graph.Initializers.Count);
        return b.Floats("w", shape, Numeric.Normal(random, (int)shape.Aggregate((a, s) => a * s)));
    }

    private static string Positive(GraphBuilder b, string name, long count) =>
        b.Floats(name, [count], [.. Enumerable.Range(1, (int)count).Select(i => 0.5f * i)]);

    // Multiples of 0.7 from −4.2 to 4.2, none nearer than a step to where a function here has a corner.
    private static float AwayFromCorners(int i) => ((i * 5 % 13) - 6) * 0.7f + 0.1f;

    // No two nearer than four steps, so that no maximum changes.
    private static float Distinct(int i) => ((i * 37 % 211) - 105) * 0.02f;
}
