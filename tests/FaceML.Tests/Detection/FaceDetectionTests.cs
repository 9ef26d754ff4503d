using FaceML.Detection;

namespace FaceML.Tests.Detection;

[TestClass]
public sealed class FaceDetectionTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void the_sample_images_have_the_faces_that_they_show()
    {
        IDataView data = Ml.Data.LoadFromEnumerable(TestData.Samples.Select(p => new FaceSource { Path = p }).ToArray());
        IDataView view = Ml.Faces.LoadImages("Image", "Path").Append(Ml.Faces.Detect("Faces", "Image")).Fit(data).Transform(data);
        DetectedFaces[] faces = [.. ViewValues.Read(view, "Faces").Select(r => (DetectedFaces)r[0]!)];
        CollectionAssert.AreEqual(new[] { 3, 3, 3, 4, 5, 4 }, faces.Select(f => f.Count).ToArray());
        foreach (DetectedFace face in faces.SelectMany(f => f))
        {
            FacePoints points = face.Points!.Value;
            Assert.IsLessThan(points.EyeRight.X, points.EyeLeft.X);
            Assert.IsGreaterThan(points.EyeLeft.Y, points.MouthLeft.Y);
        }
    }

    [TestMethod]
    public void without_a_landmark_network_faces_have_no_points_and_cannot_be_aligned()
    {
        IDataView data = ContractRow.View(Ml, [ContractRow.All[0]]);
        IDataView view = Ml.Faces.Detect(new FaceDetectionOptions { OutputColumnName = "Found", LandmarkNetwork = null })
            .Append(Ml.Faces.Align("Cut", "Found", "Image", "Status")).Fit(data).Transform(data);
        object?[] row = ViewValues.Read(view, "Found", "Status")[0];
        Assert.IsTrue(((DetectedFaces)row[0]!).All(f => f.Points is null));
        Assert.AreEqual(nameof(FaceStatus.NotAligned), row[1]);
    }

    [TestMethod]
    public void an_unknown_or_unfit_network_is_named()
    {
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.Detect("Faces", "Image", "no-such")).Message,
            "no-such");
        IDataView data = ContractRow.View(Ml);
        int sessions = OnnxNetwork.OpenSessions;
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() =>
            Ml.Faces.Detect("Out", "Image", "faceplugin-512").Fit(data)).Message, "Detector");
        Assert.AreEqual(sessions, OnnxNetwork.OpenSessions, "What was opened before the error is released.");
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.Embed("Out", "AlignedFace", "landmarks-68")).Message,
            "Embedder");
    }

    [TestMethod]
    public void tiles_are_saved_with_the_stage()
    {
        using var folder = new TemporaryFolder();
        IDataView data = ContractRow.View(Ml);
        using FaceDetectionTransformer stage = ContractRow.Detector(
            Ml, data, new() { ScoreThreshold = 0.7f, MinSize = 12, Tiling = new() { Levels = 1, Overlap = 0.2f } });
        Ml.Faces.Save(stage, data.Schema, folder["tiles.faceml"]);
        Snapshot.AssertApproved(FaceML.Saving.SavedPipeline.Inspect(folder["tiles.faceml"]).Stages[0].Settings, "TiledDetection");
        using Microsoft.ML.Data.TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["tiles.faceml"], out _);
        ViewValues.AreEqual(ViewValues.Read(stage.Transform(data), "Out"), ViewValues.Read(loaded.Transform(data), "Out"), 0, "loaded");
    }
}
