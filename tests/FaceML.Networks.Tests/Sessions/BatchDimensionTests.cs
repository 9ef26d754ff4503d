using FaceML.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class BatchDimensionTests
{
    [TestMethod]
    public void inputs_and_outputs_of_the_installed_networks_become_free()
    {
        foreach (NetworkEntry entry in Installed.Catalog.Entries.Where(e => e.Card.Inputs[0].Batch == NetworkBatch.Freed))
        {
            using InferenceSession before = new(entry.Path), after = new(Free(entry).ToBytes());
            foreach ((string name, NodeMetadata node) in before.InputMetadata.Concat(before.OutputMetadata))
            {
                int[] freed = (after.InputMetadata.GetValueOrDefault(name) ?? after.OutputMetadata[name]).Dimensions;
                Assert.AreEqual(1, node.Dimensions[0]);
                CollectionAssert.AreEqual(node.Dimensions.Skip(1).Prepend(-1).ToArray(), freed, $"{entry.Card.Name}, {name}");
            }
        }
    }

    [TestMethod]
    public void freeing_twice_changes_nothing_more()
    {
        OnnxModel model = Free(Installed.Embedder);
        byte[] once = model.ToBytes();

        BatchDimension.Free(model);

        CollectionAssert.AreEqual(once, model.ToBytes());
    }

    [TestMethod]
    public void weights_stay_as_they_are()
    {
        OnnxModel before = OnnxModel.Read(Installed.Landmarker.Path), after = Free(Installed.Landmarker);

        foreach ((OnnxTensor old, OnnxTensor now) in before.Graph.Initializers.Zip(after.Graph.Initializers)
            .Where(pair => pair.First.ElementType == OnnxElementType.Float32))
        {
            CollectionAssert.AreEqual(old.Bytes.ToArray(), now.Bytes.ToArray(), old.Name);
        }
    }

    private static OnnxModel Free(NetworkEntry entry)
    {
        var model = OnnxModel.Read(entry.Path);
        BatchDimension.Free(model);
        return model;
    }
}
