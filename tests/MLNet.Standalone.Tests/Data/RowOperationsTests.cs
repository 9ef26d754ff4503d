using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Data;

[TestClass]
public sealed class RowOperationsTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void TakeAndSkipChooseByOrder()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(5).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1 }, Rows.Ids(ml.Data.TakeRows(view, 2)));
        CollectionAssert.AreEqual(new[] { 3, 4 }, Rows.Ids(ml.Data.SkipRows(view, 3)));
        CollectionAssert.AreEqual(new[] { 1, 2 }, Rows.Ids(ml.Data.TakeRows(ml.Data.SkipRows(view, 1), 2)));
        Assert.IsEmpty(Rows.Ids(ml.Data.SkipRows(view, 9)));
        Assert.AreEqual((2, 2, 0), (ml.Data.TakeRows(view, 2).GetRowCount(), ml.Data.SkipRows(view, 3).GetRowCount(), ml.Data.SkipRows(view, 9).GetRowCount()));
        Assert.Throws<ArgumentException>(() => ml.Data.TakeRows(view, 0));
        Assert.Throws<ArgumentException>(() => ml.Data.SkipRows(view, 0));
    }

    [TestMethod]
    public void TakeStopsReading()
    {
        int read = 0;
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(1000).Select(point =>
        {
            read++;
            return point;
        }));
        Assert.HasCount(3, Rows.Ids(ml.Data.TakeRows(view, 3)));
        Assert.IsLessThanOrEqualTo(4, read);
    }

    [TestMethod]
    public void FilterKeepsNumbersFromTheLowerBoundToBelowTheUpper()
    {
        float[] values = [0, 1, 2, 3, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        IDataView view = ml.Data.LoadFromEnumerable(values.Select(value => new Number { Value = value }));
        float[] Kept(double lower, double upper) =>
            [.. ml.Data.CreateEnumerable<Number>(ml.Data.FilterRowsByColumn(view, "Value", lower, upper), false).Select(row => row.Value)];
        CollectionAssert.AreEqual(new float[] { 1, 2 }, Kept(1, 3));
        CollectionAssert.AreEqual(new float[] { 2, 3 }, Kept(2, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => ml.Data.FilterRowsByColumn(view, "Value", 2, 1));
        Assert.Throws<ArgumentException>(() => ml.Data.FilterRowsByColumn(ml.Data.LoadFromEnumerable([new Words()]), "Text", 1, 2));
    }

    [TestMethod]
    public void ShuffleGivesEveryRowOnceInAnotherOrder()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(500));
        foreach (int pool in new[] { 1, 7, 100, 5000 })
        {
            IDataView shuffled = ml.Data.ShuffleRows(view, seed: 3, shufflePoolSize: pool);
            int[] ids = Rows.Ids(shuffled);
            CollectionAssert.AreEqual(Enumerable.Range(0, 500).ToArray(), ids.Order().ToArray());
            Assert.AreEqual(pool > 1, !ids.SequenceEqual(Enumerable.Range(0, 500)), $"pool {pool}");
            CollectionAssert.AreEqual(ids, Rows.Ids(shuffled), "a seed gives one order");
            Point[] points = [.. ml.Data.CreateEnumerable<Point>(shuffled, false)];
            Assert.IsTrue(points.All(point => point.Coordinates[1] == point.Id), "columns stay together");
        }

        Assert.Throws<ArgumentException>(() => ml.Data.ShuffleRows(view, shufflePoolSize: 0));
    }

    [TestMethod]
    public void ShuffleKeepsRowIds()
    {
        IDataView shuffled = ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(Point.Line(50)), seed: 3);
        using DataViewRowCursor cursor = shuffled.GetRowCursor(shuffled.Schema);
        ValueGetter<int> number = cursor.GetGetter<int>(shuffled.Schema["Id"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            int value = -1;
            DataViewRowId rowId = default;
            number(ref value);
            id(ref rowId);
            Assert.AreEqual((ulong)value, rowId.Low);
        }
    }

    private sealed class Number
    {
        public float Value { get; set; }
    }

    private sealed class Words
    {
        public string Text { get; set; }
    }
}
