using Microsoft.ML.OnnxRuntime;

namespace FaceML.Vision.Tests.Sessions;

[TestClass]
public sealed class BatchDimensionTests
{
    [TestMethod]
    public void Inputs_and_outputs_of_the_installed_networks_become_free()
    {
        foreach (NetworkEntry entry in Installed.Catalog.Entries.Where(e => e.Card.Inputs[0].Batch == NetworkBatch.Freed))
        {
            byte[] file = File.ReadAllBytes(entry.Path);
            using InferenceSession before = new(file), after = new(BatchDimension.Free(file));
            foreach ((string name, NodeMetadata node) in before.InputMetadata.Concat(before.OutputMetadata))
            {
                int[] freed = (after.InputMetadata.GetValueOrDefault(name) ?? after.OutputMetadata[name]).Dimensions;
                Assert.AreEqual(1, node.Dimensions[0]);
                CollectionAssert.AreEqual(node.Dimensions.Skip(1).Prepend(-1).ToArray(), freed, $"{entry.Card.Name}, {name}");
            }
        }
    }

    [TestMethod]
    public void Freeing_twice_changes_nothing_more()
    {
        byte[] once = BatchDimension.Free(File.ReadAllBytes(Installed.Embedder.Path));
        CollectionAssert.AreEqual(once, BatchDimension.Free(once));
    }

    [TestMethod]
    public void Damaged_models_give_one_kind_of_error_and_no_crash()
    {
        byte[] model = File.ReadAllBytes(Installed.Landmarker.Path);
        Random random = new(7);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = model[..random.Next(1, Math.Min(model.Length, 40_000))];
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                BatchDimension.Free(damaged);
            }
            catch (InvalidDataException)
            {
            }
        }
    }
}
