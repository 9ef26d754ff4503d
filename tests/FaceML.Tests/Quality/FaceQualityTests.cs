using FaceML.Quality;

namespace FaceML.Tests.Quality;

[TestClass]
public sealed class FaceQualityTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static FaceQualityModel Balanced => RecipeCalibration.Find(FaceRecognizerOptions.Balanced, AllNetworks.Catalog).Quality!;

    private static IEnumerable<Image> People => SampleFaces.ByImage.SelectMany(people => people);

    private static float[]? Embed(FaceRecognizer recognizer, Image image) =>
        recognizer.TryEmbedSingle(image, FaceSelection.Largest, out FaceEmbedding? found, out _) ? found.Vector.ToArray() : null;

    [TestMethod]
    [DataRow("fast")]
    [DataRow("balanced")]
    [DataRow("accurate")]
    public void a_preset_ships_a_quality_model_for_its_vectors(string preset)
    {
        using FaceRecognizer recognizer = FaceRecognizer.Create(AllNetworks.Catalog, FaceRecognizerOptions.Preset(preset));
        FaceQualityModel model = RecipeCalibration.For(recognizer)!.Quality!;
        Assert.AreEqual(recognizer.Embedder.Length, model.Dimension);
        Assert.IsTrue(model is { Degradations.Classes: > 50, Floor: > 0 }, preset);
    }

    [TestMethod]
    public void faces_blurred_alike_lose_what_their_cosine_owes_to_the_blur()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced);
        RecipeCalibration calibration = RecipeCalibration.For(recognizer)!;
        float[][] blurred = [.. People.Select(face => Embed(recognizer, face.Blur(0.025f * face.Width))).OfType<float[]>()];
        (float Cosine, float Score)[] pairs =
            [.. blurred.SelectMany((a, i) => blurred.Skip(i + 1)
            .Select(b => (FaceComparison.Cosine(a, b), calibration.Quality!.Compare(a, b))))];
        Assert.IsTrue(blurred.SelectMany((a, i) => blurred.Skip(i + 1).Select(b => calibration.Compare(a, b)))
            .Zip(pairs).All(p => float.IsNaN(p.First) || p.First == p.Second.Score));
        Assert.IsTrue(float.IsNaN(calibration.Compare(blurred[0], blurred[0])) == !calibration.Quality!.IsRecognizable(blurred[0]));
        Assert.IsGreaterThan(5, pairs.Length);
        Assert.IsGreaterThan(2 * pairs.Average(pair => pair.Score), pairs.Average(pair => pair.Cosine));
        Assert.IsGreaterThan(0.15f, pairs.Average(pair => pair.Cosine));
        float threshold = calibration.At(1e-3).Threshold;
        Assert.IsLessThan(pairs.Count(pair => pair.Cosine >= threshold), 4 * pairs.Count(pair => pair.Score >= threshold));
    }

    [TestMethod]
    public void quality_falls_with_blur_and_a_hopeless_face_is_not_recognizable()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced);
        double Mean(float blur) => People
            .Select(face => Embed(recognizer, blur == 0 ? face : face.Blur(blur * face.Width))).OfType<float[]>()
            .Average(vector => Balanced.Quality(vector));
        double good = Mean(0), worse = Mean(0.015f), hopeless = Mean(0.03f);
        Assert.IsTrue(good > 60 && good > worse && worse > hopeless && hopeless < 20, $"{good}, {worse}, {hopeless}");
    }

    [TestMethod]
    public void a_pipeline_marks_the_face_gives_no_score_and_decides_nothing_also_after_it_was_saved()
    {
        using var folder = new TemporaryFolder();
        Image face = SampleFaces.ByImage[0].MaxBy(f => f.Width)!;
        face.Save(folder["good.png"]);
        SampleFaces.Again(face).Save(folder["again.png"]);
        Hopeless(face).Save(folder["hopeless.png"]);
        IDataView nothing = Ml.Data.LoadFromEnumerable<FacePair>([]);
        using TransformerChain<FaceThresholdTransformer> fitted =
            Ml.Faces.VerificationPipeline(
            new VerificationPipelineOptions
            {
                MaxFalseMatchRate = 1e-4,
                Calibration = RecipeCalibration.Find(new FaceRecognizerOptions())
            }).Fit(nothing);
        Ml.Faces.Save(fitted, nothing.Schema, folder["model.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["model.faceml"], out _);
        foreach (ITransformer way in (ITransformer[])[fitted, loaded])
        {
            using PredictionEngine<FacePair, FaceMatch> engine =
                Ml.Model.CreatePredictionEngine<FacePair, FaceMatch>(way, new PredictionEngineOptions { OwnsTransformer = false });
            FaceMatch same = engine.Predict(new FacePair { Path1 = folder["good.png"], Path2 = folder["again.png"] }), none =
                engine.Predict(new FacePair { Path1 = folder["good.png"], Path2 = folder["hopeless.png"] });
            using PredictionEngine<FacePair, Qualities> judge =
                Ml.Model.CreatePredictionEngine<FacePair, Qualities>(way, new PredictionEngineOptions { OwnsTransformer = false });
            Qualities judged = judge.Predict(new FacePair { Path1 = folder["good.png"], Path2 = folder["hopeless.png"] });
            Assert.IsTrue(same is { IsMatch: true, Decision: MatchDecision.Match, Status: FaceStatus.Found }, $"{same.Score}");
            Assert.IsTrue(none is
            {
                IsMatch: false, Decision: MatchDecision.Uncertain, Status1: FaceStatus.Found,
                Status2: FaceStatus.NotRecognizable, Promise: ""
            }, $"{none.Decision} {none.Status2}");
            Assert.IsTrue(float.IsNaN(none.Score) && judged.Quality1 > 50 && judged.Quality2 < Balanced.Floor,
                $"{judged.Quality1} {judged.Quality2}");
        }
    }

    private sealed class Qualities
    {
        public float Quality1 { get; set; }

        public float Quality2 { get; set; }
    }

    // The most blurred version in which a face is still found.
    private static Image Hopeless(Image face)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        return Enumerable.Range(1, 30)
            .Select(step => face.Blur(0.005f * step * face.Width)).Last(blurred => recognizer.Detector.Detect(blurred).Count > 0);
    }

    [TestMethod]
    public void without_assessment_scores_are_cosines()
    {
        using var folder = new TemporaryFolder();
        SampleFaces.ByImage[0][0].Save(folder["a.png"]);
        SampleFaces.ByImage[0][1].Save(folder["b.png"]);
        IDataView pair = Ml.Data.LoadFromEnumerable<FacePair>([new() { Path1 = folder["a.png"], Path2 = folder["b.png"] }]);
        IDataView scored = Ml.Faces.ScorePipeline(new FacePipelineOptions { AssessQuality = false }).Fit(pair).Transform(pair);
        Assert.IsNull(scored.Schema.GetColumnOrNull("Quality1"));
        object?[] row = ViewValues.Read(scored, "Score", "Embedding1", "Embedding2")[0];
        Assert.AreEqual(FaceComparison.Cosine((float[])row[1]!, (float[])row[2]!), (float)row[0]!, 1e-6f);
    }

    [TestMethod]
    public void what_cannot_be_is_refused_by_name()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            Ml.Faces.AssessQuality("Quality", "Embedding", null!)).Message, nameof(FaceQualityTrainer));
        IDataView data = Ml.Data.LoadFromEnumerable<ScoreModel.Pair>([ScoreModel.WithCosine(0.6f)]);
        Assert.ThrowsExactly<ArgumentException>(() =>
            Ml.Faces.Compare("Score", "Embedding1", "Embedding2", FaceMetric.Euclidean,
                new FaceQualityModel(new Degradations(4, [0, 0, 0, 1], [0], [0, 0, 0, 1], [1], 0.8, 0.6), [1], [0, 0], 5)).Fit(data));
    }
}
