using FaceML.Detection;

namespace FaceML.Tests.Detection;

[TestClass]
public sealed class DetectionSearchTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class ImageRow
    {
        [FaceColumnType]
        public Image? Image { get; set; }
    }

    [TestMethod]
    public void the_stage_finds_in_turned_and_cropped_images_what_the_recognizer_finds()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image image = Image.Load(TestData.Samples[2]);
        Image alignedFace = new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, recognizer.Detect(image)[0].Points);
        Image[] images = [image, image.Turn(90), image.Turn(180), image.Turn(270), alignedFace, alignedFace.Turn(90)];
        IDataView data = Ml.Data.LoadFromEnumerable(images.Select(i => new ImageRow { Image = i }).ToArray());
        using var stage = (FaceDetectionTransformer)Ml.Faces.Detect("Faces", "Image").Fit(data);
        DetectedFaces[] rows = [.. ViewValues.Read(stage.Transform(data), "Faces").Select(row => (DetectedFaces)row[0]!)];
        foreach ((Image shown, DetectedFaces row) in images.Zip(rows))
        {
            CollectionAssert.AreEqual(
                recognizer.Detect(shown).Select(f => (f.Box, f.Score, f.Turn, f.Points)).ToArray(), row
                    .Select(f => (f.Box, f.Score, f.Turn, f.Points!.Value)).ToArray());
        }

        CollectionAssert.AreEqual((int[])[0, 90, 180, 270, 0, 90], rows.Select(row => row[0].Turn).ToArray());
    }

    [TestMethod]
    public void the_search_is_saved_with_the_stage()
    {
        using var folder = new TemporaryFolder();
        IDataView data = ContractRow.View(Ml);
        using FaceDetectionTransformer stage =
            ContractRow.Detector(Ml, data, new() { TilesFrom = null, ExtendCanvas = false, Turns = TurnSearch.Always });
        Ml.Faces.Save(stage, data.Schema, folder["search.faceml"]);
        string settings = FaceML.Saving.SavedPipeline.Inspect(folder["search.faceml"]).Stages[0].Settings;
        StringAssert.Contains(settings, "\"tilesFrom\": null");
        StringAssert.Contains(settings, "\"extendCanvas\": false");
        StringAssert.Contains(settings, "\"turns\": \"Always\"");
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["search.faceml"], out _);
        Ml.Faces.Save(loaded, data.Schema, folder["again.faceml"]);
        Assert.AreEqual(settings, FaceML.Saving.SavedPipeline.Inspect(folder["again.faceml"]).Stages[0].Settings);
    }

    [TestMethod]
    public void a_saved_pipeline_takes_aligned_faces_where_the_caller_says_so()
    {
        using var folder = new TemporaryFolder();
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image image = Image.Load(TestData.Samples[2]);
        Image alignedFace = new FaceAligner(AlignmentTemplate.ArcFace112).Align(image, recognizer.Detect(image)[0].Points);
        IDataView data = Ml.Data.LoadFromEnumerable([new ImageRow { Image = alignedFace }]);
        using TransformerChain<FaceML.Embedding.FaceEmbeddingTransformer> fitted = Ml.Faces.Detect("Faces", "Image")
            .Append(Ml.Faces.Align("AlignedFace", "Faces", "Image")).Append(Ml.Faces.Embed("Embedding", "AlignedFace")).Fit(data);
        Ml.Faces.Save(fitted, data.Schema, folder["embed.faceml"]);
        using TransformerChain<ITransformer> loaded =
            Ml.Faces.Load(folder["embed.faceml"], out _, new FaceML.Saving.LoadOptions { ImagesAreAligned = true });
        float[] vector = (float[])ViewValues.Read(loaded.Transform(data), "Embedding")[0][0]!;
        Assert.IsGreaterThan(0.9999f, FaceComparison.Cosine(recognizer.Embedder.EmbedAligned([alignedFace])[0], vector));
    }
}
