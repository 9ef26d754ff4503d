using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Data;

[TestClass]
public sealed class CreateEnumerableTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void RowObjectIsReusedWhenAsked()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        Point[] reused = [.. ml.Data.CreateEnumerable<Point>(view, reuseRowObject: true)];
        Assert.AreSame(reused[0], reused[2]);
        Assert.AreSame(reused[0].Coordinates, reused[2].Coordinates);
        Point[] own = [.. ml.Data.CreateEnumerable<Point>(view, reuseRowObject: false)];
        Assert.AreNotSame(own[0].Coordinates, own[1].Coordinates);
        CollectionAssert.AreEqual(new[] { 4f, 2, 4 }, own[2].Coordinates);
    }

    [TestMethod]
    public void MissingColumnsAreAnErrorUnlessIgnored()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => ml.Data.CreateEnumerable<Length>(view, false)).Message, "Length");
        Length row = ml.Data.CreateEnumerable<Length>(view, false, ignoreMissingColumns: true).Last();
        Assert.AreEqual((2, 0f), (row.Id, row.Value));
    }

    [TestMethod]
    public void ColumnOfAnotherTypeIsNamed()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => ml.Data.CreateEnumerable<WrongId>(view, false));
        StringAssert.Contains(error.Message, "'Id'");
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Data.CreateEnumerable<ScalarCoordinates>(view, false));
    }

    [TestMethod]
    public void ColumnsWithoutAMemberAreNotRead()
    {
        var view = new CountingView(ml.Data.LoadFromEnumerable(Point.Line(3)));
        Assert.AreEqual(3, ml.Data.CreateEnumerable<OnlyId>(view, false).Count());
        CollectionAssert.AreEqual(new[] { "Id" }, view.Asked.Single());
    }

    [TestMethod]
    public void CursorIsDisposedWhenEnumerationStopsEarly()
    {
        var view = new CountingView(ml.Data.LoadFromEnumerable(Point.Line(3)));
        _ = ml.Data.CreateEnumerable<OnlyId>(view, false).First();
        Assert.AreEqual((1, 1), (view.Asked.Count, view.Disposed));
    }

    [TestMethod]
    public void DefinitionRenamesAndRetypesMembers()
    {
        var definition = SchemaDefinition.Create(typeof(OnlyId));
        definition["Id"].ColumnName = "Number";
        var source = SchemaDefinition.Create(typeof(Point));
        source["Id"].ColumnName = "Number";
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3), source);
        Assert.AreEqual(3, ml.Data.CreateEnumerable<OnlyId>(view, false, schemaDefinition: definition).Sum(row => row.Id));
    }

    [TestMethod]
    public void FieldsAreFilledToo()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(2));
        FieldRow row = ml.Data.CreateEnumerable<FieldRow>(view, false).Last();
        Assert.AreEqual(1, row.Id);
        CollectionAssert.AreEqual(new[] { 2f, 1, 2 }, row.Coordinates.GetValues().ToArray());
    }

    [TestMethod]
    public void VectorsOfChangingLengthGetArraysOfTheirLength()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 4).Select(i => new Varied { Values = new float[i] }));
        int[] lengths = [.. ml.Data.CreateEnumerable<Varied>(view, reuseRowObject: true).Select(row => row.Values?.Length ?? -1)];
        CollectionAssert.AreEqual(new[] { -1, 1, 2, 3 }, lengths, "an empty vector leaves a null array null");
    }

    private sealed class WrongId
    {
        public float Id { get; set; }
    }

    private sealed class ScalarCoordinates
    {
        public float Coordinates { get; set; }
    }

    private sealed class OnlyId
    {
        public int Id { get; set; }
    }

    private sealed class Varied
    {
        public float[] Values { get; set; }
    }

    private sealed class FieldRow
    {
#pragma warning disable CS0649 // Written by reflection.
        public int Id;
        public VBuffer<float> Coordinates;
#pragma warning restore CS0649
    }
}
