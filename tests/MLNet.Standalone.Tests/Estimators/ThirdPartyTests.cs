using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Estimators;

/// <summary>Everything a third party writes against the public interfaces works everywhere a stock part does.</summary>
[TestClass]
public sealed class ThirdPartyTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void ChainFitsTransformsAndEnumerates()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(5));
        IDataView result = Chain().Fit(view).Transform(view);
        Length[] rows = [.. ml.Data.CreateEnumerable<Length>(result, reuseRowObject: false)];
        CollectionAssert.AreEqual(new[] { 0f, 6, 12, 18, 24 }, rows.Select(row => row.Value).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, rows.Select(row => row.Id).ToArray());
    }

    [TestMethod]
    public void EngineGivesTheSameAsTheView()
    {
        ITransformer model = Chain().Fit(ml.Data.LoadFromEnumerable(Point.Line(1)));
        using PredictionEngine<Point, Length> engine = ml.Model.CreatePredictionEngine<Point, Length>(model);
        foreach (Point point in Point.Line(4))
        {
            Assert.AreEqual(6f * point.Id, engine.Predict(point).Value);
        }
    }

    [TestMethod]
    public void OwnViewIsASourceForEveryOperation()
    {
        var source = new CountingView(ml.Data.LoadFromEnumerable(Point.Line(60)));
        IDataView view = new LengthTransformer("Length", "Coordinates").Transform(source);
        int[] all = [.. Enumerable.Range(0, 60)];
        Check(ml.Data.Cache(view));
        Check(ml.Data.ShuffleRows(view, seed: 1));
        Check(ml.Data.SkipRows(ml.Data.TakeRows(view, 40), 10), all[10..40]);
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(view, 0.3);
        int[] test = Rows.Ids(split.TestSet);
        Check(split.TestSet, test);
        Check(split.TrainSet, [.. all.Except(test)]);
        Check(ml.Data.FilterRowsByColumn(view, "Length", 30, 60), all[10..20]);
        Check(ml.Transforms.CopyColumns("Copy", "Id").Fit(view).Transform(view));

        void Check(IDataView result, int[] expected = null)
        {
            Length[] rows = [.. ml.Data.CreateEnumerable<Length>(result, reuseRowObject: false)];
            CollectionAssert.AreEqual(expected ?? all, rows.Select(row => row.Id).Order().ToArray());
            Assert.IsTrue(rows.All(row => row.Value == 3f * row.Id), "the added column stays with its row");
            CollectionAssert.AreEqual(expected ?? all, Rows.IdsOfSet(result, 3).Order().ToArray());
        }
    }

    [TestMethod]
    public void SourceIsShuffledWhenItCanBe()
    {
        IDataView cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(Point.Line(60)));
        IDataView view = new LengthTransformer("Length", "Coordinates").Transform(new CountingView(cache));
        Assert.IsTrue(view.CanShuffle);
        int[] ids = Rows.Ids(view, new Random(2));
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 60).ToArray(), ids);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 60).ToArray(), ids);
    }

    private EstimatorChain<ITransformer> Chain() => new LengthEstimator(ml, "Half", "Coordinates")
        .Append(ml.Transforms.CustomMapping<HalfLength, Doubled>((from, to) => to.Length = 2 * from.Half, null))
        .Append((IEstimator<ITransformer>)ml.Transforms.CustomMapping<Doubled, Nothing>((_, _) => { }, null));

    private sealed class HalfLength
    {
        public float Half { get; set; }
    }

    private sealed class Doubled
    {
        public float Length { get; set; }
    }

    private sealed class Nothing;
}
