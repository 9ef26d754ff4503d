namespace FaceML.Tests.Calibration;

[TestClass]
public sealed class RecipeCalibrationTests
{
    [TestMethod]
    public void another_recipe_is_not_calibrated()
    {
        using FaceRecognizer other = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast with { Embedding = new() { Flip = true } });
        Assert.IsNull(RecipeCalibration.For(other));
    }

    [TestMethod]
    [DataRow("fast", 0.6f, 0.1f)]
    [DataRow("balanced", 0.6f, 0.1f)]
    [DataRow("accurate", 0.85f, 0.55f)]
    public void every_preset_is_calibrated(string preset, float alike, float different)
    {
        using FaceRecognizer recognizer = FaceRecognizer.Create(AllNetworks.Catalog, FaceRecognizerOptions.Preset(preset));
        RecipeCalibration calibration = RecipeCalibration.For(recognizer)!;
        StringAssert.Contains(calibration.Command, preset);
        float last = float.NegativeInfinity;
        foreach (double rate in (double[])[1e-2, 1e-3, 1e-4, 1e-5])
        {
            ThresholdCalibration at = calibration.At(rate);
            Assert.IsTrue(at.Promises[0].Bound <= rate && at.FalseMatchRate.Value <= rate, $"{at.Promises[0]}");
            Assert.AreEqual(PromiseScope.NextSample, at.Promises[0].Scope);
            Assert.IsTrue(at.Threshold > last);
            last = at.Threshold;
        }

        Assert.IsTrue(calibration.Score.LogLikelihoodRatio(alike) > 0 && calibration.Score.LogLikelihoodRatio(different) < 0);
        StringAssert.Contains(Assert.ThrowsExactly<CalibrationException>(() => calibration.At(0.02)).Message,
            "(0.01, 0.001, 0.0001, 0.00001); it is 0.02.");
    }

    [TestMethod]
    [DataRow("fast")]
    [DataRow("balanced")]
    [DataRow("accurate")]
    public void the_calibration_of_a_preset_is_found_without_loading_a_network(string preset)
    {
        RecipeCalibration found = RecipeCalibration.Find(FaceRecognizerOptions.Preset(preset), AllNetworks.Catalog);
        StringAssert.Contains(found.Command, preset);
    }

    [TestMethod]
    public void a_recipe_without_a_calibration_is_named_and_the_presets_that_have_one()
    {
        CalibrationException refused =
            Assert.ThrowsExactly<CalibrationException>(() =>
            RecipeCalibration.Find(FaceRecognizerOptions.Fast with { Embedding = new() { Flip = true } }));
        StringAssert.Contains(refused.Message, "ultraface-rfb320, landmarks-68, faceplugin-512");
        StringAssert.Contains(refused.Message, "fast, balanced, accurate");
    }

    [TestMethod]
    public void every_promise_says_which_people_it_was_measured_on()
    {
        foreach (ThresholdPromise promise in RecipeCalibration.Shipped.SelectMany(c => c.Thresholds).SelectMany(t => t.Promises))
        {
            Assert.AreEqual("Labeled Faces in the Wild (press photographs, nearly all of adults)", promise.Population);
            StringAssert.EndsWith(promise.ToSentence(), $"people of {promise.Population}.");
        }
    }

    [TestMethod]
    public void what_is_written_is_read_and_what_was_changed_is_refused()
    {
        string json = RecipeCalibration.Shipped.First(c => !c.Flip).ToJson();
        Assert.AreEqual(json, RecipeCalibration.FromJson(json, "again").ToJson());
        foreach ((string from, string to) in ((string, string)[])[("\"format\": 5", "\"format\": 2"), ("\"flip\": false", "\"flip\": 0"),
            ("\"cllr\"", "\"cost\""), ("\"slope\"", "\"slant\"")])
        {
            Assert.AreNotEqual(json, json.Replace(from, to, StringComparison.Ordinal));
            StringAssert.Contains(Assert.ThrowsExactly<SavedPipelineException>(() =>
                RecipeCalibration.FromJson(json.Replace(from, to, StringComparison.Ordinal), "changed")).Message, "changed");
        }
    }
}
