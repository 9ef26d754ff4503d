using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Evaluation;

[TestClass]
public sealed class BinaryEvaluationTests
{
    private readonly MLContext ml = new(seed: 1);

    /// <summary>Counted by hand: positives score 3, 1, 0.5, -1; negatives 2, 0.5, -2.</summary>
    [TestMethod]
    public void MetricsAreThoseCountedByHand()
    {
        CalibratedBinaryClassificationMetrics metrics = ml.BinaryClassification.Evaluate(View());
        Assert.AreEqual(7.5 / 12, metrics.AreaUnderRocCurve, 1e-12, "3 beats three, 1 beats two, 0.5 beats one and ties with one, -1 beats one");
    }

    [TestMethod]
    public void CountsAreByScoreAboveZeroWhateverWasPredicted()
    {
        BinaryClassificationMetrics metrics = ml.BinaryClassification.EvaluateNonCalibrated(View());
        Assert.AreEqual(4.0 / 7, metrics.Accuracy, 1e-12);
        Assert.AreEqual(3.0 / 5, metrics.PositivePrecision, 1e-12);
        Assert.AreEqual(3.0 / 4, metrics.PositiveRecall, 1e-12);
        Assert.AreEqual(1.0 / 2, metrics.NegativePrecision, 1e-12);
        Assert.AreEqual(1.0 / 3, metrics.NegativeRecall, 1e-12);
        Assert.AreEqual(2 * 0.6 * 0.75 / 1.35, metrics.F1Score, 1e-12);
        Assert.AreEqual((3.0, 1.0, 2.0, 1.0), (Count(0, 0), Count(1, 0), Count(0, 1), Count(1, 1)));
        Assert.AreEqual(2, metrics.ConfusionMatrix.NumberOfClasses);
        CollectionAssert.AreEqual(new[] { 0.6, 0.5 }, metrics.ConfusionMatrix.PerClassPrecision.ToArray());
        Assert.AreEqual(1.0 / 3, metrics.ConfusionMatrix.PerClassRecall[1], 1e-12);
        Assert.Throws<ArgumentException>(() => Count(2, 0));

        double Count(int predicted, int actual) => metrics.ConfusionMatrix.GetCountForClassPair(predicted, actual);
    }

    /// <summary>In order of score + - + (+ -) + -: precision 1, 1/2, 2/3, 3/4, 3/5, 4/6; a quarter of recall at each positive.</summary>
    [TestMethod]
    public void AreaUnderPrecisionRecallIsByTrapezoids() => Assert.AreEqual(
        (1 + (0.5 + 2.0 / 3) / 2 + (2.0 / 3 + 0.75) / 2 + (0.6 + 4.0 / 6) / 2) / 4,
        ml.BinaryClassification.EvaluateNonCalibrated(View()).AreaUnderPrecisionRecallCurve,
        1e-12);

    [TestMethod]
    public void LossesAreInBits()
    {
        Scored[] rows = [new() { Label = true, Score = 1, Probability = 0.5f }, new() { Score = -1, Probability = 0.25f }];
        CalibratedBinaryClassificationMetrics metrics = ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(rows));
        double loss = (1 - Math.Log2(0.75)) / 2;
        Assert.AreEqual(loss, metrics.LogLoss, 1e-7);
        Assert.AreEqual(1.0, metrics.Entropy, 1e-12);
        Assert.AreEqual(1 - loss, metrics.LogLossReduction, 1e-7);
    }

    [TestMethod]
    public void ColumnsAreCheckedByRole()
    {
        IDataView view = View();
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => ml.BinaryClassification.Evaluate(view, scoreColumnName: "Gone")).Message, "Gone");
        Assert.Throws<ArgumentException>(() => ml.BinaryClassification.Evaluate(view, scoreColumnName: "Label"));
        Assert.Throws<ArgumentException>(() => ml.BinaryClassification.Evaluate(view, predictedLabelColumnName: "Gone"), "it must exist although it does not count");
        Assert.Throws<ArgumentException>(() => ml.BinaryClassification.Evaluate(ml.Data.TakeRows(view, 1)), "no negative row");
    }

    [TestMethod]
    public void CrossValidationTestsEveryRowOnceWithThirdPartyParts()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Case { Coordinates = [i % 2 == 0 ? 1 : 5, 0, 0], Label = i % 2 == 1 }));
        IEstimator<ITransformer> chain = new LengthEstimator(ml, "Length", "Coordinates")
            .Append((IEstimator<ITransformer>)ml.Transforms.CustomMapping<Long, Decision>((from, to) =>
            {
                to.Score = from.Length - 3;
                to.Predicted = to.Score > 0;
            }, null));
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<BinaryClassificationMetrics>> folds =
            ml.BinaryClassification.CrossValidateNonCalibrated(view, chain, numberOfFolds: 4);
        Assert.HasCount(4, folds);
        Assert.AreEqual(200, folds.Sum(fold => ml.Data.CreateEnumerable<Decision>(fold.ScoredHoldOutSet, false).Count()));
        foreach (TrainCatalogBase.CrossValidationResult<BinaryClassificationMetrics> fold in folds)
        {
            Assert.AreEqual(1.0, fold.Metrics.Accuracy);
            Assert.AreEqual(1.0, fold.Metrics.AreaUnderRocCurve);
            Assert.IsInstanceOfType<TransformerChain<ITransformer>>(fold.Model);
        }

        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, folds.Select(fold => fold.Fold).ToArray());
    }

    private IDataView View() => ml.Data.LoadFromEnumerable(
        new (bool Label, float Score)[] { (true, 3), (false, 2), (true, 1), (true, 0.5f), (false, 0.5f), (true, -1), (false, -2) }
            .Select(row => new Scored { Label = row.Label, Score = row.Score, Probability = 0.5f, Predicted = false }));

    private sealed class Scored
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        [ColumnName("PredictedLabel")]
        public bool Predicted { get; set; }
    }

    private sealed class Case
    {
        [VectorType(3)]
        public float[] Coordinates { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Long
    {
        public float Length { get; set; }
    }

    private sealed class Decision
    {
        public float Score { get; set; }

        [ColumnName("PredictedLabel")]
        public bool Predicted { get; set; }
    }
}
