using FaceML.Identification;
using FaceML.Quality;
using FaceML.Verification;

namespace FaceML.Tests.Quality;

[TestClass]
public sealed class CoveredFaceTests
{
    private const int Below = 1;

    private static readonly Image Open = SampleFaces.ByImage[0].MaxBy(face => face.Width)!;

    private static readonly Lazy<Image> Covered = new(() =>
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Face face = recognizer.Detect(Open).MaxBy(found => found.Box.Area)!;
        return ImageDegradation.Cover(Open, face.Points, Below, 0.55, new Random(1));
    });

    [TestMethod]
    public void a_preset_decides_nothing_about_a_covered_face_and_says_why()
    {
        using FaceVerifier verifier = FaceVerifier.Create();

        FaceVerification result = verifier.Verify(Open, Covered.Value), usual = verifier.Verify(Open, SampleFaces.Again(Open));

        Assert.AreEqual(MatchDecision.Match, usual.Decision);
        Assert.AreEqual(MatchDecision.Uncertain, result.Decision);
        Assert.AreEqual((FaceStatus.Found, FaceStatus.NotRecognizable), (result.First.Status, result.Second.Status));
        Assert.IsNull(result.Score);
        Assert.AreEqual("too much of it covered", result.Second.Components!.Reason);
        Assert.IsTrue(result.First.Components!.Covered < 0.15f && result.Second.Components.Covered > 0.3f);
    }

    [TestMethod]
    public void a_pipeline_gives_no_score_also_after_it_was_saved_and_one_without_assessment_does()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        IDataView nothing = ml.Data.LoadFromEnumerable<FaceImagePair>([]);
        FaceImagePair[] pair = [new() { Image1 = Open, Image2 = Covered.Value }];
        using var judging = ml.Faces.ScorePipeline().Fit(nothing);
        ml.Faces.Save(judging, nothing.Schema, folder["judging.faceml"]);
        using TransformerChain<ITransformer> loaded = ml.Faces.Load(folder["judging.faceml"], out _);
        using var plain = ml.Faces.ScorePipeline(new() { AssessQuality = false }).Fit(nothing);

        foreach (ITransformer model in (ITransformer[])[judging, loaded])
        {
            FaceMatch match = Predict(model);
            Assert.IsTrue(float.IsNaN(match.Score), $"{match.Score}");
            Assert.AreEqual((FaceStatus.Found, FaceStatus.NotRecognizable), (match.Status1, match.Status2));
        }

        Assert.IsTrue(Predict(plain) is { Score: > 0, Status: FaceStatus.Found });

        FaceMatch Predict(ITransformer model) => ml.Data.CreateEnumerable<FaceMatch>(
            model.Transform(ml.Data.LoadFromEnumerable(pair)), reuseRowObject: false, ignoreMissingColumns: true).Single();
    }

    [TestMethod]
    public void a_gallery_names_nobody_and_shows_the_face()
    {
        using var networks = FaceRecognizer.CreateDefault();
        var recognizer = new GalleryRecognizer(networks, "balanced");

        GalleryFace? open = recognizer.EmbedSingle(Open, FaceSelection.Largest, out FaceStatus found),
            covered = recognizer.EmbedSingle(Covered.Value, FaceSelection.Largest, out FaceStatus status);

        Assert.IsTrue(open is { IsRecognizable: true } && found == FaceStatus.Found);
        Assert.IsTrue(covered is { IsRecognizable: false, Covered: > 0.3f } && status == FaceStatus.NotRecognizable, $"{covered}");
    }
}
