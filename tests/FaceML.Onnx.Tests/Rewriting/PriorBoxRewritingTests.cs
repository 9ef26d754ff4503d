using System.Runtime.InteropServices;

namespace FaceML.Onnx.Tests.Rewriting;

[TestClass]
public sealed class PriorBoxRewritingTests
{
    private const int Boxes = 7;

    [TestMethod]
    public void the_shipped_detector_gives_the_same_bits()
    {
        byte[] before = File.ReadAllBytes(Networks.PathOf("fr_detect"));
        OnnxModel after = OnnxModel.Read(before);

        Assert.AreEqual(1, PriorBoxRewriting.Apply(after));

        Assert.IsFalse(after.Graph.Nodes.Any(node => node.OpType == "Slice"));
        AssertSameBits(Networks.Run(before), Networks.Run(after.ToBytes()));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void boxes_of_a_batch_are_the_same_bits_however_the_size_is_halved(bool multiplied)
    {
        OnnxModel before = Network(multiplied: multiplied), after = Network(multiplied: multiplied);

        Assert.AreEqual(1, PriorBoxRewriting.Apply(after));

        Assert.IsFalse(after.Graph.Nodes.Any(node => node.OpType is "Slice" or "Concat"));
        AssertSameBits(Networks.Run(before.ToBytes(), batch: 3), Networks.Run(after.ToBytes(), batch: 3));
    }

    [TestMethod]
    public void what_makes_something_else_of_offsets_stays_as_it_is()
    {
        foreach (OnnxModel model in new[] { Network(share: 3), Network(otherCenter: true), Network(joinedAlong: 1) })
        {
            byte[] bytes = model.ToBytes();

            Assert.AreEqual(0, PriorBoxRewriting.Apply(model));

            CollectionAssert.AreEqual(bytes, model.ToBytes());
        }
    }

    private static void AssertSameBits(Dictionary<string, DenseTensor<float>> expected, Dictionary<string, DenseTensor<float>> found)
    {
        CollectionAssert.AreEquivalent(expected.Keys, found.Keys);
        foreach ((string name, DenseTensor<float> values) in expected)
        {
            Assert.IsTrue(MemoryMarshal.AsBytes(values.Buffer.Span).SequenceEqual(MemoryMarshal.AsBytes(found[name].Buffer.Span)), name);
        }
    }

    // As PyTorch's exporter writes it: center and size are joined, and taken apart again for the corners.
    private static OnnxModel Network(bool multiplied = false, float share = 2, bool otherCenter = false, long joinedAlong = 2)
    {
        GraphBuilder builder = new();
        string offsets = builder.Input("offsets", OnnxElementType.Float32, "batch", Boxes, 4);
        string Pair(string value, int start) => builder.Slice(value, [start], [start + 2], [2]);
        string Priors(string name, int seed) => builder.Floats(name, [1, Boxes, 2], Numbers(seed));
        string sizes = Priors("sizes", 1);
        string center = builder.Add(builder.Mul(builder.Mul(Pair(offsets, 0), builder.Scalar("v", 0.1f)), sizes), Priors("centers", 2));
        string size = builder.Mul(builder.Node("Exp", [builder.Mul(Pair(offsets, 2), builder.Scalar("w", 0.2f))]), sizes);
        string joined = builder.Concat([center, size], 2);
        string Half() => multiplied
            ? builder.Mul(Pair(joined, 2), builder.Scalar("half", 1 / share))
            : builder.Div(Pair(joined, 2), builder.Scalar("two", share));
        string first = builder.Sub(Pair(joined, 0), Half());
        string last = builder.Add(otherCenter ? Pair(offsets, 0) : Pair(joined, 0), Half());
        string boxes = builder.Concat([first, last], joinedAlong, "boxes");
        builder.Output(boxes, OnnxElementType.Float32, "batch", joinedAlong == 2 ? Boxes : 2 * Boxes, joinedAlong == 2 ? 4 : 2);
        return builder.Build();
    }

    private static float[] Numbers(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Boxes * 2).Select(_ => random.NextSingle())];
    }
}
