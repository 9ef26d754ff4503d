namespace FaceML.Tests.Calibration;

[TestClass]
public sealed class FaceScoreCalibrationTests
{
    private sealed class Evidence
    {
        public float LogLikelihoodRatio { get; set; }

        public float Probability { get; set; }
    }

    [TestMethod]
    [DataRow(ScoreCalibrationMethod.Logistic)]
    [DataRow(ScoreCalibrationMethod.Isotonic)]
    [DataRow(ScoreCalibrationMethod.BiGaussian)]
    public void columns_are_those_of_the_calibration_fitted_to_the_scores(ScoreCalibrationMethod method)
    {
        MLContext ml = new(seed: 1);
        Random random = new(4);
        ScoredPair[] pairs = [.. Enumerable.Range(0, 200).Select(i => new ScoredPair
        {
            Label = i % 4 == 0,
            Score = i == 7 ? float.NaN : random.NextSingle() + (i % 4 == 0 ? 0.5f : 0),
        })];
        IDataView data = ml.Data.LoadFromEnumerable(pairs);
        FaceScoreCalibrationTransformer fitted =
            ml.Faces.CalibrateScore(matedPrior: 0.2, method: method).Fit(data);
        ScoredPair[] usable = [.. pairs.Where(p => !float.IsNaN(p.Score))];
        ScoreCalibration expected =
            ScoreCalibration.Fit(new ComparisonScores([.. usable.Select(p => p.Score)], [.. usable.Select(p => p.Label)]), method, 0.2);
        Assert.AreEqual((199L, 1L), (fitted.Pairs, fitted.LeftOut));
        Evidence[] rows = [.. ml.Data.CreateEnumerable<Evidence>(fitted.Transform(data), false)];
        for (int i = 0; i < pairs.Length; i++)
        {
            float score = pairs[i].Score;
            Assert.AreEqual(float.IsNaN(score) ? float.NaN : (float)expected.LogLikelihoodRatio(score), rows[i].LogLikelihoodRatio);
            Assert.AreEqual(float.IsNaN(score) ? float.NaN : (float)expected.Probability(score, 0.2), rows[i].Probability);
        }
    }

    [TestMethod]
    public void a_prior_that_is_none_and_a_missing_class_are_refused()
    {
        MLContext ml = new(seed: 1);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Faces.CalibrateScore(matedPrior: 1));
        IDataView impostors = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 9).Select(i => new ScoredPair { Score = i }).ToArray());
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => ml.Faces.CalibrateScore().Fit(impostors)).Message,
            "CalibrateScore");
    }
}
