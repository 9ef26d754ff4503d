namespace FaceML.Onnx.Tests.Shapes;

/// <summary>
/// Each operator in a graph of its own: the shape inferred is the one ONNX Runtime makes, with sizes known and with a symbolic batch.
/// </summary>
[TestClass]
public class ShapeRulesTests
{
    private delegate string Make(GraphBuilder g, string x);

    private static readonly (string Name, long Opset, Make Node)[] Cases =
    [
        ("Conv", 13, (g, x) => g.Conv(x, W(g, 4, 6, 3, 3))),
        ("Conv strided, padded", 13, (g, x) => g.Conv(x, W(g, 4, 6, 3, 5), strides: [2, 3], pads: [1, 2, 0, 1])),
        ("Conv dilated, grouped", 13, (g, x) => g.Conv(x, W(g, 4, 3, 2, 2), group: 2, dilations: [2, 3])),
        ("Conv SAME_UPPER", 13, (g, x) =>
            g.Node("Conv", [x, W(g, 4, 6, 3, 3)], [OnnxAttribute.Of("auto_pad", "SAME_UPPER"), OnnxAttribute.Of("strides", [2L, 3])])),
        ("Conv SAME_LOWER", 9, (g, x) => g.Node("Conv", [x, W(g, 4, 6, 2, 2)], [OnnxAttribute.Of("auto_pad", "SAME_LOWER")])),
        ("Conv VALID", 9, (g, x) =>
            g.Node("Conv", [x, W(g, 4, 6, 2, 2)], [OnnxAttribute.Of("auto_pad", "VALID"), OnnxAttribute.Of("strides", [2L, 2])])),
        ("MaxPool", 13, (g, x) => g.MaxPool(x, [2, 2], [2, 2])),
        ("MaxPool ceil", 13, (g, x) => g.MaxPool(x, [3, 3], [2, 2], ceil: true)),
        ("MaxPool ceil padded", 13, (g, x) => g.MaxPool(x, [2, 2], [3, 3], [0, 0, 1, 1], ceil: true)),
        ("AveragePool", 13, (g, x) => g.AveragePool(x, [3, 2], [1, 2], [1, 0, 1, 1], countPads: true)),
        ("GlobalAveragePool", 13, (g, x) => g.GlobalAveragePool(x)),
        ("GlobalMaxPool", 13, (g, x) => g.Node("GlobalMaxPool", [x])),
        ("Gemm", 13, (g, x) => g.Gemm(g.Flatten(x), W(g, 7, 378), transposeB: true)),
        ("Gemm A transposed", 13, (g, x) => g.Gemm(g.Reshape(x, [378, -1]), W(g, 378, 5), transposeA: true)),
        ("MatMul", 13, (g, x) => g.MatMul(x, W(g, 9, 4))),
        ("MatMul broadcast", 13, (g, x) => g.MatMul(x, W(g, 2, 1, 6, 9, 4))),
        ("MatMul vector", 13, (g, x) => g.MatMul(x, W(g, 9))),
        ("MatMul vector left", 13, (g, x) => g.MatMul(W(g, 7), x)),
        ("Tile", 13, (g, x) => g.Node("Tile", [x, g.Int64s("repeats", 1, 2, 1, 3)])),
        ("Range", 13, (g, x) => g.Add(
            x, g.Node("Cast", [g.Node("Range", [I(g, 2), I(g, 20), I(g, 2)])], [OnnxAttribute.Of("to", (long)OnnxElementType.Float32)]))),
        ("PRelu", 13, (g, x) => g.PRelu(x, W(g, 6, 1, 1))),
        ("Relu", 13, (g, x) => g.Relu(x)),
        ("LeakyRelu", 13, (g, x) => g.Node("LeakyRelu", [x])),
        ("Sigmoid", 13, (g, x) => g.Sigmoid(x)),
        ("HardSwish", 14, (g, x) => g.Node("HardSwish", [x])),
        ("HardSigmoid", 13, (g, x) => g.Node("HardSigmoid", [x])),
        ("Tanh", 13, (g, x) => g.Tanh(x)),
        ("Add", 13, (g, x) => g.Add(x, W(g, 6, 1, 9))),
        ("Sub larger on the right", 13, (g, x) => g.Sub(x, W(g, 3, 1, 1, 1, 1))),
        ("Mul", 13, (g, x) => g.Mul(g.Scalar("s", 2), x)),
        ("Div", 13, (g, x) => g.Div(x, x)),
        ("BatchNormalization", 13, (g, x) => g.BatchNormalization(x, W(g, 6), W(g, 6), W(g, 6), W(g, 6))),
        ("Reshape", 13, (g, x) => g.Reshape(x, [0, 2, -1, 9])),
        ("Reshape batch open", 13, (g, x) => g.Reshape(x, [-1, 378])),
        ("Reshape computed", 13, Computed),
        ("Flatten", 13, (g, x) => g.Flatten(x, 2)),
        ("Flatten 0", 13, (g, x) => g.Flatten(x, 0)),
        ("Flatten −1", 13, (g, x) => g.Flatten(x, -1)),
        ("Transpose", 13, (g, x) => g.Transpose(x, [0, 2, 3, 1])),
        ("Transpose reversed", 13, (g, x) => g.Node("Transpose", [x])),
        ("Concat", 13, (g, x) => g.Concat([x, g.Relu(x), x], 1)),
        ("Concat −1", 13, (g, x) => g.Concat([x, g.Conv(x, W(g, 6, 6, 1, 2))], -1)),
        ("Slice", 13, (g, x) => g.Slice(x, [1, -3], [4, int.MaxValue], [1, 3])),
        ("Slice backwards", 13, (g, x) =>
            g.Node("Slice", [x, g.Int64s("s", -1), g.Int64s("e", -9999), g.Int64s("a", 2), g.Int64s("t", -2)])),
        ("Slice empty", 13, (g, x) => g.Slice(x, [3], [2], [2])),
        ("Slice by attributes", 9, (g, x) =>
            g.Node("Slice", [x], [OnnxAttribute.Of("starts", [1L]), OnnxAttribute.Of("ends", [-1L]), OnnxAttribute.Of("axes", [2L])])),
        ("Pad", 13, (g, x) => g.Pad(x, [0, 1, 2, 3, 0, 4, 5, 6])),
        ("Pad cutting", 13, (g, x) => g.Pad(x, [0, 0, -2, 1, 0, 0, 0, -3])),
        ("Pad by attributes", 9, (g, x) => g.Node("Pad", [x], [OnnxAttribute.Of("pads", [0L, 0, 1, 1, 0, 0, 1, 1])])),
        ("ReduceMean", 13, (g, x) => g.ReduceMean(x, [2, -1])),
        ("ReduceMean dropped", 13, (g, x) => g.ReduceMean(x, [2, 3], keepDimensions: false)),
        ("ReduceMean all", 13, (g, x) => g.Node("ReduceMean", [x], [OnnxAttribute.Of("keepdims", 0)])),
        ("ReduceSum", 13, (g, x) => g.ReduceSum(x, [1], keepDimensions: false)),
        ("ReduceL2", 13, (g, x) => g.ReduceL2(x, [1])),
        ("ArgMax", 13, (g, x) =>
            g.Node("Cast", [g.Node("ArgMax", [x], [OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 0)])],
            [OnnxAttribute.Of("to", 1)])),
        ("Clip", 13, (g, x) => g.Clip(x, null, 6)),
        ("Softmax", 13, (g, x) => g.Softmax(x, 1)),
        ("LpNormalization", 13, (g, x) => g.Node("LpNormalization", [x], [OnnxAttribute.Of("axis", 1)])),
        ("Squeeze", 13, (g, x) => g.Node("Squeeze", [g.GlobalAveragePool(x), g.Int64s("a", -1, 2)])),
        ("Squeeze by attribute", 9, (g, x) => g.Node("Squeeze", [g.GlobalAveragePool(x)], [OnnxAttribute.Of("axes", [3L])])),
        ("Unsqueeze", 13, (g, x) => g.Node("Unsqueeze", [x, g.Int64s("a", 0, -1)])),
        ("Unsqueeze by attribute", 9, (g, x) => g.Node("Unsqueeze", [x], [OnnxAttribute.Of("axes", [2L])])),
        ("Identity", 13, (g, x) => g.Identity(x)),
        ("Dropout", 13, (g, x) => g.Node("Dropout", [x])),
        ("Constant", 13, (g, x) => g.Add(x, g.Node("Constant", [], [OnnxAttribute.Of("value_floats", [1f, 2, 3, 4, 5, 6, 7, 8, 9])]))),
        ("ConstantOfShape", 13, (g, x) => g.Add(g.Node("ConstantOfShape", [g.Node("Shape", [x])]), x)),
        ("Gather", 13, (g, x) =>
            g.Node("Gather", [x, g.Initializer(OnnxTensor.OfInt64s("i", [2, 2], [0, 1, 2, -1]))], [OnnxAttribute.Of("axis", 1)])),
        ("Gather scalar", 13, (g, x) =>
            g.Node("Gather", [x, g.Initializer(OnnxTensor.OfInt64s("i", [], [1]))], [OnnxAttribute.Of("axis", -1)])),
        ("Cast", 13, (g, x) => g.Node("Cast", [g.Node("Cast", [x], [OnnxAttribute.Of("to", 7)])], [OnnxAttribute.Of("to", 1)])),
        ("Split", 11, (g, x) => g.NodeOf("Split", [x], 3, [OnnxAttribute.Of("axis", 1)])[1]),
        ("Split uneven", 13, (g, x) => g.NodeOf("Split", [x, g.Int64s("s", 1, 5)], 2, [OnnxAttribute.Of("axis", 1)])[1]),
        ("Expand", 13, (g, x) => g.Node("Expand", [g.GlobalAveragePool(x), g.Int64s("s", 1, 1, 4, 5)])),
        ("Resize by scales", 13, (g, x) =>
            g.Node("Resize", [x, "", g.Floats("s", [4], [1, 1, 2, 1.5f])], [OnnxAttribute.Of("mode", "nearest")])),
        ("Resize by sizes", 11, (g, x) =>
            g.Node("Resize", [x, g.Floats("r", [0], []), g.Floats("s", [0], []), Sizes(g, x)], [OnnxAttribute.Of("mode", "linear")])),
    ];

    public static IEnumerable<object[]> CaseNames => Cases.Select(c => new object[] { c.Name });

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void the_inferred_shape_is_the_one_that_is_made(string name)
    {
        foreach (int batch in new[] { 1, 3 })
        {
            OnnxModel model = Build(name, batch, out string output);
            OnnxShape made = OnnxShape.Of(Networks.Run(model.ToBytes())[output].Dimensions.ToArray().Select(d => (long)d));
            Assert.AreEqual(made, ShapeInference.Infer(model)[output].Shape, $"{name}, batch {batch}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(CaseNames))]
    public void with_a_symbolic_batch_nothing_false_is_inferred(string name)
    {
        OnnxModel model = Build(name, "N", out string output);
        OnnxShape made = OnnxShape.Of(Networks.Run(model.ToBytes(), batch: 3)[output].Dimensions.ToArray().Select(d => (long)d));
        OnnxShape? inferred = ShapeInference.Infer(model)[output].Shape;
        Assert.IsNotNull(inferred, name);
        Assert.AreEqual(made.Rank, inferred.Rank, name);
        for (int i = 0; i < made.Rank; i++)
        {
            OnnxDimension d = inferred[i];
            Assert.IsTrue(d.Value is { } size ? size == made[i].Value : d.Symbol is null || (d.Symbol == "N" && made[i].Value == 3),
                $"{name}: {inferred}, but {made} was made");
        }
    }

    [TestMethod]
    public void a_symbolic_batch_stays_through_a_whole_head()
    {
        foreach ((string name, string expected) in new[]
        {
            ("Conv strided, padded", "N×4×3×3"), ("Reshape", "N×2×21×9"), ("Reshape batch open", "N×378"), ("Reshape computed", "N×378"),
                ("Flatten", "?×63"),
            ("ConstantOfShape", "N×6×7×9"), ("Resize by sizes", "N×6×14×20"), ("Gemm", "N×7"), ("MatMul broadcast", "2×N×6×7×4"),
        })
        {
            OnnxModel model = Build(name, "N", out string output);
            Assert.AreEqual(expected, ShapeInference.Infer(model)[output].Shape!.ToString(), name);
        }
    }

    [TestMethod]
    public void contradictions_name_the_node()
    {
        foreach (Make wrong in new Make[]
        {
            (g, x) => g.Conv(x, W(g, 4, 5, 3, 3)), (g, x) => g.Conv(x, W(g, 4, 6, 30, 3)), (g, x) => g.Gemm(g.Flatten(x), W(g, 7, 3)),
                (g, x) => g.Reshape(x, [1, 5]),
            (g, x) => g.Transpose(x, [0, 1, 1, 2]), (g, x) => g.Add(x, W(g, 5, 1, 1)), (g, x) => g.Concat([x, W(g, 1, 6, 8, 9)], 1),
                (g, x) => g.Flatten(x, 9),
            (g, x) => g.Node("Squeeze", [x, g.Int64s("a", 1)]), (g, x) => g.Reshape(x, [-1, -1]), (g, x) => g.MaxPool(x, [2], [2, 2]),
        })
        {
            var g = new GraphBuilder();
            string y = wrong(g, g.Input("x", OnnxElementType.Float32, 1, 6, 7, 9));
            OnnxFormatException error = Assert.ThrowsExactly<OnnxFormatException>(() => ShapeInference.Infer(g.Graph));
            StringAssert.Contains(error.Message, $"'{y}'");
        }
    }

    /// <summary>Every node doubles the rank: without a limit forty of them would ask for more memory than there is.</summary>
    [TestMethod]
    public void ranks_that_grow_without_end_are_refused()
    {
        var g = new GraphBuilder();
        string x = g.Input("x", OnnxElementType.Int64, 2, 2);
        for (int i = 0; i < 40; i++)
        {
            x = g.Node("Gather", [x, x]);
        }

        StringAssert.Contains(Assert.ThrowsExactly<OnnxFormatException>(() => ShapeInference.Infer(g.Graph)).Message, "more than 16");
    }

    [TestMethod]
    public void an_unknown_operator_is_no_error()
    {
        var g = new GraphBuilder();
        string y = g.Relu(g.Node("Mystery", [g.Input("x", OnnxElementType.Float32, 1)]));
        Assert.IsNull(ShapeInference.Infer(g.Graph)[y].Shape);
    }

    private static OnnxModel Build(string name, OnnxDimension batch, out string output)
    {
        (_, long opset, Make make) = Cases.Single(c => c.Name == name);
        var g = new GraphBuilder();
        output = make(g, g.Input("x", OnnxElementType.Float32, batch, 6, 7, 9));
        g.Graph.Outputs.Add(new(output, OnnxElementType.Float32));
        return g.Build(opset);
    }

    private static string I(GraphBuilder g, long value) => g.Initializer(OnnxTensor.OfInt64s("i", [], [value]));

    private static string W(GraphBuilder g, params ReadOnlySpan<long> dimensions)
    {
        long count = 1;
        foreach (long d in dimensions)
        {
            count *= d;
        }

        return g.Floats("w", dimensions, [.. Enumerable.Range(1, (int)count).Select(i => i * .01f)]);
    }

    /// <summary>What PyTorch's exporter writes for x.view(x.size(0), −1).</summary>
    private static string Computed(GraphBuilder g, string x)
    {
        string batch = g.Node("Gather", [g.Node("Shape", [x]), g.Initializer(OnnxTensor.OfInt64s("zero", [], [0]))],
            [OnnxAttribute.Of("axis", 0)]);
        return g.Node("Reshape", [x, g.Concat([g.Node("Unsqueeze", [batch, g.Int64s("axes", 0)]), g.Int64s("rest", -1)], 0)]);
    }

    /// <summary>Batch and channels as they are, the rows twice, the columns 20.</summary>
    private static string Sizes(GraphBuilder g, string x)
    {
        string shape = g.Node("Shape", [x]);
        string rows = g.Mul(g.Slice(shape, [2], [3], [0]), g.Int64s("two", 2));
        return g.Concat([g.Slice(shape, [0], [2], [0]), rows, g.Int64s("twenty", 20)], 0);
    }
}
