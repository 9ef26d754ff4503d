namespace FaceML.Tests.Saving;

/// <content>Networks that a file refers to.</content>
public sealed partial class SavedPipelineTests
{
    [TestMethod]
    public void networks_by_reference_come_from_the_catalog()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable<FaceSource>([]);
        using TransformerChain<FaceML.Embedding.FaceEmbeddingTransformer> pipeline = Ml.Faces.EmbeddingPipeline().Fit(data);
        Ml.Faces.Save(pipeline, data.Schema, folder["whole.faceml"]);
        Ml.Faces.Save(pipeline, data.Schema, folder["small.faceml"], new SaveOptions { ReferenceNetworks = true });
        SavedPipeline whole = SavedPipeline.Inspect(folder["whole.faceml"]), small = SavedPipeline.Inspect(folder["small.faceml"]);
        Assert.IsLessThan(100_000, small.Bytes);
        Assert.IsGreaterThan(whole.Networks.Sum(n => n.Bytes!.Value), whole.Bytes);
        CollectionAssert.AreEqual(whole.Networks.Select(n => n.Sha256).ToArray(), small.Networks.Select(n => n.Sha256).ToArray());
        Assert.IsTrue(small.Networks.All(n => n.IsReference && n.Card is not null));
        StringAssert.Contains(whole.Card, "weights:");
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["small.faceml"], out _);
        Assert.HasCount(4, loaded.ToArray());
        Ml.Faces.Save(loaded, data.Schema, folder["again.faceml"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["whole.faceml"]), File.ReadAllBytes(folder["again.faceml"]),
            "Out of the catalog comes the same file.");
    }

    [TestMethod]
    public void a_reference_to_an_unknown_network_is_named()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable<FaceSource>([]);
        using TransformerChain<FaceML.Embedding.FaceEmbeddingTransformer> pipeline = Ml.Faces.EmbeddingPipeline().Fit(data);
        Ml.Faces.Save(pipeline, data.Schema, folder["model.faceml"], new SaveOptions { ReferenceNetworks = true });
        string hash = SavedPipeline.Inspect(folder["model.faceml"]).Networks[0].Sha256, other = new('0', 64);
        Rewrite(folder, zip =>
        {
            foreach (string entry in zip.Entries.Select(e => e.FullName)
                .Where(n => n.StartsWith("stages/", StringComparison.Ordinal)).ToArray())
            {
                Change(zip, entry, text => text.Replace(hash, other, StringComparison.Ordinal), updateManifest: true);
            }

            Change(zip, "manifest.json", text => text.Replace(hash, other, StringComparison.Ordinal));
        }, saved: true);
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["crafted.faceml"], out _));
        Assert.AreEqual(SavedPipelineError.Network, error.Error);
        StringAssert.Contains(error.Message, other);
        int sessions = OnnxNetwork.OpenSessions;
        Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["crafted.faceml"], out _));
        Assert.AreEqual(sessions, OnnxNetwork.OpenSessions, "What was opened before the error is released.");
    }
}
