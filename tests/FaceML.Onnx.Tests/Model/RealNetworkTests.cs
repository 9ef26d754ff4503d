namespace FaceML.Onnx.Tests.Model;

/// <summary>The nine networks of the recognition package: what is read is written again, and computes the same.</summary>
[TestClass]
public class RealNetworkTests
{
    public static IEnumerable<object[]> Names => Networks.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void read_write_read_gives_the_same_model(string name)
    {
        OnnxModel first = OnnxModel.Read(Networks.PathOf(name));
        byte[] written = first.ToBytes();
        OnnxModel second = OnnxModel.Read(written);

        CollectionAssert.AreEqual(written, second.ToBytes());
        Assert.AreEqual(first.Graph.Nodes.Count, second.Graph.Nodes.Count);
        CollectionAssert.AreEqual(first.Graph.Nodes.Select(n => n.ToString()).ToList(), second.Graph.Nodes
            .Select(n => n.ToString()).ToList());
        CollectionAssert.AreEqual(first.Graph.Initializers.Select(t => t.ToString()).ToList(), second.Graph.Initializers
            .Select(t => t.ToString()).ToList());
        Assert.IsTrue(first.Graph.Initializers
            .Zip(second.Graph.Initializers).All(p => p.First.Bytes.Span.SequenceEqual(p.Second.Bytes.Span)));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void a_written_model_computes_what_the_original_does(string name)
    {
        byte[] original = File.ReadAllBytes(Networks.PathOf(name));
        Dictionary<string, DenseTensor<float>> expected = Networks.Run(original);
        Dictionary<string, DenseTensor<float>> actual = Networks.Run(OnnxModel.Read(original).ToBytes());

        CollectionAssert.AreEqual(expected.Keys.ToList(), actual.Keys.ToList());
        foreach ((string output, DenseTensor<float> values) in expected)
        {
            Assert.IsTrue(values.Buffer.Span.SequenceEqual(actual[output].Buffer.Span), $"{output} of {name} differs.");
        }

        int distinct = expected.Values.SelectMany(v => v.Buffer.Span.ToArray()).Distinct().Count();
        Assert.IsTrue(distinct > 1, $"All that {name} gives is one number: the comparison says nothing.");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void inferred_output_shapes_are_those_of_ONNX_Runtime(string name)
    {
        OnnxModel model = OnnxModel.Read(Networks.PathOf(name));
        IReadOnlyDictionary<string, OnnxValueInfo> inferred = ShapeInference.Infer(model);
        using var session = new InferenceSession(Networks.PathOf(name));
        foreach ((string output, NodeMetadata metadata) in session.OutputMetadata)
        {
            OnnxShape? shape = inferred[output].Shape;
            Assert.IsNotNull(shape, $"{output} of {name} has no shape.");
            CollectionAssert.AreEqual(metadata.Dimensions.Select(d => (long)d).ToList(), shape.Select(d => d.Value ?? -1).ToList(),
                $"{output} of {name}: {shape}");
            Assert.AreEqual(OnnxElementType.Float32, inferred[output].ElementType);
        }
    }

    /// <summary>
    /// Every value between the nodes is made an output, the network is run, and its shapes are compared with the inferred ones.
    /// </summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void inferred_inner_shapes_are_those_that_ONNX_Runtime_makes(string name)
    {
        OnnxModel model = OnnxModel.Read(Networks.PathOf(name));
        var fixedInputs = model.Graph.RequiredInputs.ToDictionary(i => i.Name, i => new OnnxShape([.. i.Shape!.Select(d => d.Value ?? 1)]));
        IReadOnlyDictionary<string, OnnxValueInfo> inferred = ShapeInference.Infer(model.Graph, model.Opset, fixedInputs);
        HashSet<string> outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
        foreach (string value in model.Graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0 && outputs.Add(o)))
        {
            model.Graph.Outputs.Add(new(value, inferred[value].ElementType));
        }

        int compared = 0;
        foreach ((string value, DenseTensor<float> made) in Networks.Run(model.ToBytes()))
        {
            Assert.AreEqual(OnnxShape.Of(made.Dimensions.ToArray().Select(d => (long)d)), inferred[value].Shape, $"{value} of {name}");
            compared++;
        }

        Assert.IsTrue(compared >= model.Graph.Nodes.Count);
    }
}
