namespace FaceML.Tests.Calibration;

[TestClass]
public sealed class FaceThresholdTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static IDataView Data(int impostors, int missing = 0, Func<int, (string, string)>? people = null) => Ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, impostors)
            .Select(i => (people?.Invoke(i) ?? ($"a{i}", $"b{i}")) is var (a, b)
            ? new ScoredPair { Score = i / (float)impostors * 0.5f, A = a, B = b }
            : null!)
            .Concat(Enumerable.Range(0, 10)
                .Select(i => new ScoredPair { Score = 0.8f + i * 0.01f, Label = true, A = $"g{i}", B = $"g{i}" }))
            .Concat(Enumerable.Repeat(new ScoredPair { Score = float.NaN, A = "x", B = "y" }, missing)).ToArray());

    [TestMethod]
    public void the_threshold_is_the_calibrators_own()
    {
        IDataView data = Data(1000);
        FaceThresholdTransformer fitted = Ml.Faces.CalibrateThreshold(maxFalseMatchRate: 0.01).Fit(data);
        float[] impostor = [.. Enumerable.Range(0, 1000).Select(i => i / 1000f * 0.5f)], genuine =
            [.. Enumerable.Range(0, 10).Select(i => 0.8f + i * 0.01f)];
        ThresholdCalibration expected =
            ThresholdCalibrator.Fit(ComparisonScores.FromClasses(genuine, impostor), ThresholdTarget.MaxFalseMatchRate(0.01));
        Assert.AreEqual(expected.Threshold, fitted.Threshold);
        // 11 of a further 1,000 would be too many. Of the 14 largest of both samples at most 3 are the first one's with probability
        // 0.029 or less (a fair coin's 470 / 16,384), of the 15 largest at most 4 with 0.059: so 3 errors are allowed at 95 %.
        Assert.AreEqual(3, fitted.Promise.Errors);
        Assert.AreEqual(PromiseScope.NextSample, fitted.Promise.Scope);
        Assert.AreEqual(BoundMethod.Exact, fitted.Promise.Method);
    }

    [TestMethod]
    public void scores_of_NaN_are_left_out_and_counted_and_are_no_match()
    {
        IDataView data = Data(200, missing: 3);
        FaceThresholdTransformer fitted = Ml.Faces.CalibrateThreshold(maxFalseMatchRate: 0.05).Fit(data);
        Assert.AreEqual(3, fitted.LeftOut);
        Assert.AreEqual(210, fitted.Pairs);
        List<object?[]> rows = ViewValues.Read(fitted.Transform(data), "PredictedLabel", "Threshold");
        Assert.IsTrue(rows.TakeLast(3).All(r => r[0] is false));
        Assert.IsTrue(rows.Skip(200).Take(10).All(r => r[0] is true));
        Assert.IsTrue(rows.All(r => r[1] is float t && t == fitted.Threshold));
    }

    [TestMethod]
    public void a_decision_carries_its_promise_where_there_is_a_score_to_decide_on()
    {
        IDataView data = Data(200, missing: 1);
        FaceThresholdTransformer fitted = Ml.Faces.CalibrateThreshold(maxFalseMatchRate: 0.05).Fit(data);
        FaceMatch[] matches = [.. Ml.Data.CreateEnumerable<FaceMatch>(
            fitted.Transform(data), reuseRowObject: false, ignoreMissingColumns: true)];
        Assert.IsTrue(matches.SkipLast(1).All(m => m.Promise == fitted.Promise.ToSentence()));
        Assert.AreEqual("", matches[^1].Promise);

        FaceThresholdTransformer bare =
            Ml.Faces.CalibrateThreshold(
            new FaceThresholdOptions
            {
                Target = ThresholdTarget.MaxFalseMatchRate(0.05),
                ThresholdColumnName = null,
                DecisionColumnName = null,
                PromiseColumnName = "Why"
            }).Fit(data);
        DataViewSchema schema = bare.GetOutputSchema(data.Schema);
        Assert.AreEqual("PredictedLabel, Why", string.Join(", ", schema.Skip(data.Schema.Count).Select(c => c.Name)));
        Assert.AreEqual(bare.Promise.ToSentence(), ViewValues.Read(bare.Transform(data), "Why")[0][0]?.ToString());
    }

    [TestMethod]
    public void with_people_the_bound_knows_that_pairs_share_them()
    {
        // The same 600 scores: once 1,200 people, once 40 who meet again and again.
        var options = new FaceThresholdOptions
        {
            FirstIdentityColumnName = "A",
            SecondIdentityColumnName = "B",
            Target = ThresholdTarget.MaxFalseMatchRate(0.2),
        };
        FaceThresholdTransformer strangers = Ml.Faces.CalibrateThreshold(options).Fit(Data(600));
        FaceThresholdTransformer few = Ml.Faces.CalibrateThreshold(options).Fit(Data(600, people: i => ($"p{i % 20}", $"q{i / 20 % 20}")));
        Assert.AreEqual(BoundMethod.Exact, strangers.Promise.Method);
        Assert.AreEqual(BoundMethod.EffectiveSize, few.Promise.Method);
        Assert.IsGreaterThan(few.Promise.IndependentComparisons, strangers.Promise.IndependentComparisons);
        Assert.AreEqual(40, few.Promise.Identities, "The people of the impostor pairs.");
    }

    [TestMethod]
    public void a_given_calibration_decides_without_labels_and_says_that_nothing_was_fitted()
    {
        ThresholdCalibration given =
            Ml.Faces.CalibrateThreshold(
            new FaceThresholdOptions { Target = ThresholdTarget.MaxFalseMatchRate(0.05), Population = "others" }).Fit(
            Data(200)).Calibration;
        IDataView unlabeled = Ml.Transforms.SelectColumns("Score").Fit(Data(20)).Transform(Data(20));
        FaceThresholdTransformer applied =
            Ml.Faces.CalibrateThreshold(
            new FaceThresholdOptions { Calibration = given, FirstIdentityColumnName = "A", SecondIdentityColumnName = "B" }).Fit(unlabeled);
        Assert.AreEqual(given, applied.Calibration);
        Assert.AreEqual((0L, 0L), (applied.Pairs, applied.LeftOut));
        Assert.IsTrue(ViewValues.Read(applied.Transform(unlabeled), "PredictedLabel").TakeLast(10).All(row => row[0] is true));
    }

    [TestMethod]
    public void too_few_pairs_are_refused()
    {
        InsufficientDataException refusal =
            Assert.ThrowsExactly<InsufficientDataException>(() => Ml.Faces.CalibrateThreshold().Fit(Data(100)));
        // Without an error, a further sample of n has more than n / 1,000 with probability 2^−(n/1,000 + 1), about: below 0.05 from 4,000
        // on.
        Assert.AreEqual(4000, refusal.NeededComparisons);
    }

    [TestMethod]
    public void a_missing_class_is_said_with_the_columns()
    {
        EvaluationDataException error =
            Assert.ThrowsExactly<EvaluationDataException>(() =>
            Ml.Faces.CalibrateThreshold().Fit(
            Ml.Data.LoadFromEnumerable<ScoredPair>([new() { Score = 1, Label = true }, new() { Score = float.NaN }])));
        StringAssert.Contains(error.Message, "'Score' and 'Label'");
        StringAssert.Contains(error.Message, "1 pairs were left out");
    }

    [TestMethod]
    public void one_identity_column_alone_is_an_error() =>
        Assert.ThrowsExactly<ArgumentException>(() =>
            Ml.Faces.CalibrateThreshold(new FaceThresholdOptions { FirstIdentityColumnName = "A" }));

    [TestMethod]
    public void every_kind_of_target_survives_the_file()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Data(500);
        foreach (ThresholdTarget target in (ThresholdTarget[])[ThresholdTarget.EqualErrorRate, ThresholdTarget.MinimumCost(0.01, 10, 1),
            ThresholdTarget.MaxFalseNonMatchRate(0.5), ThresholdTarget.MaxFalseMatchRate(0.1)])
        {
            var bound = new ThresholdOptions { AbstainFalseNonMatchRate = target.Kind == ThresholdTargetKind.FalseMatchRate ? 0.3 : null };
            FaceThresholdTransformer fitted =
                Ml.Faces.CalibrateThreshold(
                new FaceThresholdOptions { Target = target, Bound = bound, Population = "the guests of one evening" }).Fit(data);
            Ml.Faces.Save(fitted, data.Schema, folder["t.faceml"]);
            using Microsoft.ML.Data.TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["t.faceml"], out _);
            ThresholdCalibration expected = fitted.Calibration, found = ((FaceThresholdTransformer)loaded.Single()).Calibration;
            CollectionAssert.AreEqual(expected.Promises.ToArray(), found.Promises.ToArray());
            Assert.IsTrue(found.Promises
                .Append(found.Band?.Promise).OfType<ThresholdPromise>().All(promise => promise.Population == "the guests of one evening"));
            Assert.AreEqual(expected, found with { Promises = expected.Promises }, "Lists compare by reference; everything else by value.");
        }
    }
}
