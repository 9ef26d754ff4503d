using FaceML.Verification;

namespace FaceML.Tests.Verification;

[TestClass]
public sealed class FaceVerifierTests
{
    // The largest faces of the first and the third sample image are one woman's; that of the second is another's.
    private static readonly string A = TestData.Samples[0], SamePerson = TestData.Samples[2], Other = TestData.Samples[1];

    [TestMethod]
    public void a_preset_decides_with_the_promise_of_its_shipped_calibration()
    {
        using FaceVerifier verifier = FaceVerifier.Create(new() { MaxFalseMatchRate = 1e-3 });

        FaceVerification same = verifier.Verify(A, SamePerson), other = verifier.Verify(A, Other);

        Assert.AreEqual(MatchDecision.Match, same.Decision);
        Assert.AreEqual(MatchDecision.NoMatch, other.Decision);
        Assert.AreEqual(1e-3, same.Promise!.Target.Rate);
        Assert.IsGreaterThan(same.Threshold, same.Score!.Value);
        Assert.IsLessThan(0, other.LogLikelihoodRatio!.Value);
        Assert.AreEqual(SamePerson, same.Second.File);
        Assert.AreEqual(3, same.Second.FaceCount);
    }

    [TestMethod]
    public void images_in_memory_are_decided_as_their_files_are()
    {
        using FaceVerifier verifier = FaceVerifier.Create();

        FaceVerification files = verifier.Verify(A, SamePerson), images = verifier.Verify(Image.Load(A), Image.Load(SamePerson));

        Assert.AreEqual(files.Score, images.Score);
        Assert.AreEqual(files.First.Box, images.First.Box);
        Assert.IsNull(images.First.File);
    }

    [TestMethod]
    public void an_image_without_a_face_is_not_decided_about()
    {
        using FaceVerifier verifier = FaceVerifier.Create();

        FaceVerification result = verifier.Verify(new Image(64, 64), Image.Load(A));

        Assert.AreEqual(MatchDecision.Uncertain, result.Decision);
        Assert.AreEqual(FaceStatus.NoFace, result.First.Status);
        Assert.IsNull(result.Score);
        Assert.IsNull(result.LogLikelihoodRatio);
    }

    [TestMethod]
    public void a_saved_pipeline_decides_as_its_preset_does()
    {
        using var folder = new TemporaryFolder();
        string file = folder["verifier.faceml"];
        var ml = new MLContext(seed: 1);
        IDataView nothing = ml.Data.LoadFromEnumerable<FacePair>([]);
        RecipeCalibration shipped = RecipeCalibration.Find(FaceRecognizerOptions.Balanced);
        using (var model = ml.Faces.VerificationPipeline(new() { Calibration = shipped, MaxFalseMatchRate = 1e-4 }).Fit(nothing))
        {
            ml.Faces.Save(model, nothing.Schema, file);
        }

        using FaceVerifier preset = FaceVerifier.Create(), saved = FaceVerifier.Load(file);
        FaceVerification expected = preset.Verify(A, SamePerson), fromFiles = saved.Verify(A, SamePerson);
        FaceVerification fromImages = saved.Verify(Image.Load(A), Image.Load(SamePerson));

        Assert.AreEqual(expected.Score!.Value, fromFiles.Score!.Value, 1e-6f);
        Assert.AreEqual(fromFiles.Score, fromImages.Score);
        Assert.AreEqual(expected.Decision, fromFiles.Decision);
        Assert.AreEqual(expected.Threshold, fromFiles.Threshold);
        Assert.AreEqual(expected.Promise!.ToSentence(), fromFiles.Promise!.ToSentence());
        Assert.AreEqual(expected.First.Box, fromFiles.First.Box);
        Assert.AreEqual(expected.First.Quality!.Value, fromFiles.First.Quality!.Value, 1e-4);
    }

    [TestMethod]
    public void a_saved_chain_without_columns_of_statuses_decides_and_says_which_image_shows_no_face()
    {
        using var folder = new TemporaryFolder();
        string file = folder["chain.faceml"];
        var ml = new MLContext(seed: 1);
        var chain = StageByStage.Compare(ml)
            .Append(ml.Faces.CalibrateThreshold(new FaceThresholdOptions
            {
                Calibration = RecipeCalibration.Find(FaceRecognizerOptions.Balanced).At(1e-4),
            }));
        IDataView nothing = ml.Data.LoadFromEnumerable<FacePair>([]);
        using (var model = chain.Fit(nothing))
        {
            ml.Faces.Save(model, nothing.Schema, file);
        }

        using FaceVerifier verifier = FaceVerifier.Load(file);
        FaceVerification same = verifier.Verify(A, SamePerson), none = verifier.Verify(Image.Load(A), new Image(64, 64));

        Assert.AreEqual(MatchDecision.Match, same.Decision);
        Assert.AreEqual((FaceStatus.Found, FaceStatus.Found), (same.First.Status, same.Second.Status));
        Assert.AreEqual(MatchDecision.Uncertain, none.Decision);
        Assert.AreEqual((FaceStatus.Found, FaceStatus.NoFace), (none.First.Status, none.Second.Status));
    }

    [TestMethod]
    public void a_recipe_without_a_calibration_is_refused_before_an_image_is_read()
    {
        var options = new FaceVerifierOptions { Recognition = new() { Landmarks = new() { Passes = 3 } } };

        string message = Assert.ThrowsExactly<CalibrationException>(() => FaceVerifier.Create(options)).Message;

        StringAssert.Contains(message, "No calibration comes with");
        using FaceVerifier byHand = FaceVerifier.Create(options with { Threshold = 0.3f });
        Assert.IsNull(byHand.Verify(A, SamePerson).Promise);
    }
}
