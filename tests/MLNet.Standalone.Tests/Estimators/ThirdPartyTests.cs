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
