using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Data;

[TestClass]
public sealed class CacheTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void SourceIsReadOnceAColumn()
    {
        var source = new CountingView(ml.Data.LoadFromEnumerable(Point.Line(50)));
        IDataView cache = ml.Data.Cache(source);
        Assert.IsEmpty(source.Asked);
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).ToArray(), Rows.Ids(cache));
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).ToArray(), Rows.Ids(cache));
        Assert.HasCount(1, source.Asked);
        Point[] points = [.. ml.Data.CreateEnumerable<Point>(cache, false)];
        CollectionAssert.AreEqual(new[] { 98f, 49, 98 }, points[49].Coordinates);
        CollectionAssert.AreEqual(new[] { "Coordinates" }, source.Asked.Last(asked => asked.Length > 0), "the other column is in memory already");
        Assert.AreEqual(50, cache.GetRowCount());
    }

    [TestMethod]
    public void PrefetchReadsAndUnknownColumnsAreRefused()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(5));
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, Rows.Ids(ml.Data.Cache(view, "Id")));
        Assert.Throws<ArgumentException>(() => ml.Data.Cache(view, "Age"));
    }

    [TestMethod]
    public void RowsAreShuffledWithTheirIds()
    {
        IDataView cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(Point.Line(100)));
        Assert.IsTrue(cache.CanShuffle);
        using DataViewRowCursor cursor = cache.GetRowCursor(cache.Schema, new Random(3));
        ValueGetter<int> number = cursor.GetGetter<int>(cache.Schema["Id"]);
        ValueGetter<VBuffer<float>> vector = cursor.GetGetter<VBuffer<float>>(cache.Schema["Coordinates"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        var seen = new List<int>();
        VBuffer<float> coordinates = default;
        while (cursor.MoveNext())
        {
            int value = -1;
            DataViewRowId rowId = default;
            number(ref value);
            id(ref rowId);
            vector(ref coordinates);
            Assert.AreEqual((ulong)value, rowId.Low);
            Assert.AreEqual(value, coordinates.GetItemOrDefault(1));
            Assert.AreEqual(seen.Count, cursor.Position);
            seen.Add(value);
        }

        CollectionAssert.AreNotEqual(Enumerable.Range(0, 100).ToArray(), seen);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 100).ToArray(), seen);
    }

    [TestMethod]
    public void CursorSetCoversEveryRowOnce()
    {
        IDataView cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(Point.Line(101)));
        CollectionAssert.AreEqual(Enumerable.Range(0, 101).ToArray(), Rows.IdsOfSet(cache, 4).Order().ToArray());
        Assert.IsEmpty(Rows.IdsOfSet(ml.Data.Cache(ml.Data.LoadFromEnumerable(Point.Line(0))), 4));
    }

    [TestMethod]
    public void ManyThreadsReadOneCache()
    {
        IDataView cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(Point.Line(200)));
        Parallel.For(0, 8, _ => Assert.AreEqual(199 * 200 / 2, Rows.Ids(cache).Sum()));
    }
}
