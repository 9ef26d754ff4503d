using FaceML.Calibration;
using FaceML.Saving;
using FaceML.Tests.Support;
using FaceML.Vision;

namespace FaceML.Tests.Calibration;

[TestClass]
public sealed class RecipeCalibrationTests
{
    [TestMethod]
    public void Another_recipe_is_not_calibrated()
    {
        using FaceRecognizer other = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast with { Embedding = new() { Flip = true } });
        Assert.IsNull(RecipeCalibration.For(other));
    }

    [TestMethod]
    [DataRow("fast", 0.6f, 0.1f)]
    [DataRow("balanced", 0.6f, 0.1f)]
    [DataRow("accurate", 0.85f, 0.55f)]
    public void Every_preset_is_calibrated(string preset, float alike, float different)
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
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => calibration.At(0.02)).Message, "0.0001");
    }

    [TestMethod]
    public void What_is_written_is_read_and_what_was_changed_is_refused()
    {
        string json = RecipeCalibration.Shipped.First(c => !c.Flip).ToJson();
        Assert.AreEqual(json, RecipeCalibration.FromJson(json, "again").ToJson());
        foreach ((string from, string to) in ((string, string)[])[("\"format\": 1", "\"format\": 2"), ("\"flip\": false", "\"flip\": 0"), ("\"cllr\"", "\"cost\""), ("\"slope\"", "\"slant\"")])
        {
            Assert.AreNotEqual(json, json.Replace(from, to, StringComparison.Ordinal));
            StringAssert.Contains(Assert.ThrowsExactly<SavedPipelineException>(() => RecipeCalibration.FromJson(json.Replace(from, to, StringComparison.Ordinal), "changed")).Message, "changed");
        }
    }
}
