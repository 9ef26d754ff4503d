using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Transforms;

[TestClass]
public sealed class CustomMappingTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void MethodIsCalledOnceARowWhicheverColumnsAreFetched()
    {
        int calls = 0;
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(10));
        IDataView result = ml.Transforms.CustomMapping<Source, TwoResults>((from, to) =>
        {
            Interlocked.Increment(ref calls);
            to.Double = 2 * from.Id;
            to.Text = "#" + from.Id;
        }, null).Fit(view).Transform(view);
        TwoResults[] rows = [.. ml.Data.CreateEnumerable<TwoResults>(result, false)];
        Assert.AreEqual(10, calls);
        Assert.AreEqual((18, "#9"), (rows[9].Double, rows[9].Text));
        Rows.Ids(result);
        Assert.AreEqual(10, calls, "not called when none of its columns is active");
        Rows.Ids(result, column: "Double");
        Assert.AreEqual(20, calls);
    }

    [TestMethod]
    public void FitChecksTheColumns()
    {
        IEstimator<ITransformer> estimator = ml.Transforms.CustomMapping<Source, TwoResults>((_, _) => { }, null);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => estimator.Fit(ml.Data.LoadFromEnumerable([new Other()]))).Message, "Id");
        Assert.ThrowsExactly<InvalidOperationException>(() => estimator.Fit(ml.Data.LoadFromEnumerable([new FloatId()])));
        Assert.Throws<ArgumentException>(() => estimator.GetOutputSchema(new SchemaShape([])));
    }

    [TestMethod]
    public void OnlyTheInputsOfTheMethodAreRead()
    {
        var view = new CountingView(ml.Data.LoadFromEnumerable(Point.Line(3)));
        IDataView result = ml.Transforms.CustomMapping<Source, TwoResults>((from, to) => to.Double = from.Id, null).Fit(view).Transform(view);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, Rows.Ids(result, column: "Double"));
        CollectionAssert.AreEqual(new[] { "Id" }, view.Asked.Single());
    }

    [TestMethod]
    public void KeysComeInFromOneAndGoOutFromZero()
    {
        IDataView view = ml.Data.LoadFromEnumerable(new uint[] { 0, 1, 2, 9 }.Select(key => new Keyed { Key = key }));
        var seen = new System.Collections.Concurrent.ConcurrentBag<uint>();
        IDataView result = ml.Transforms.CustomMapping<Keyed, KeyedResult>((from, to) =>
        {
            seen.Add(from.Key);
            to.Result = from.Key;
        }, null).Fit(view).Transform(view);
        uint[] results = [.. ml.Data.CreateEnumerable<KeyedResult>(result, false).Select(row => row.Result)];
        CollectionAssert.AreEquivalent(new uint[] { 1, 2, 3, 0 }, seen.ToArray());
        CollectionAssert.AreEqual(new uint[] { 2, 3, 0, 1 }, results);
    }

    [TestMethod]
    public void ColumnOfAnExistingNameFollowsAndHidesIt()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        IDataView result = ml.Transforms.CustomMapping<Source, NewId>((from, to) => to.Id = "n" + from.Id, null).Fit(view).Transform(view);
        Assert.AreEqual("Id: Int32, Id: String, Coordinates: Vector<Single, 3>", string.Join(", ", result.Schema.Select(column => column.ToString())));
        Assert.IsTrue(result.Schema[0].IsHidden);
        Assert.AreEqual("n2", ml.Data.CreateEnumerable<NewId>(result, false).Last().Id);
        using DataViewRowCursor cursor = result.GetRowCursor([result.Schema[0]]);
        ValueGetter<int> hidden = cursor.GetGetter<int>(result.Schema[0]);
        Assert.IsTrue(cursor.MoveNext() && cursor.MoveNext());
        int value = 0;
        hidden(ref value);
        Assert.AreEqual(1, value, "the hidden column stays readable by its index");
    }

    [TestMethod]
    public void OutputDefinitionNamesAndTypesTheColumn()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Vector));
        SchemaDefinition.Column column = definition["Values"];
        column.ColumnName = "Embedding";
        column.ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
        CollectionAssert.AreEqual(
            new[] { "Embedding" },
            ml.Transforms.CustomMapping<Nothing, Vector>((_, _) => { }, null, null, definition).GetOutputSchema(new SchemaShape([])).Select(c => c.Name).ToArray());
        SchemaShape.Column shape = ml.Transforms.CustomMapping<Nothing, Vector>((_, _) => { }, null, null, definition).GetOutputSchema(new SchemaShape([]))[0];
        Assert.AreEqual((SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false), (shape.Kind, (NumberDataViewType)shape.ItemType, shape.IsKey));
    }

    [TestMethod]
    public void ShapesSayVectorKeyAndAnnotations()
    {
        SchemaShape shape = ml.Transforms.CustomMapping<Nothing, Shapes>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));
        Assert.AreEqual(
            "Fixed Vector Single False; Any VariableVector String False; Key Scalar UInt32 True; Keys Vector Byte True",
            string.Join("; ", shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey}")));
        Assert.Throws<ArgumentException>(() => new SchemaShape([default]));
    }

    [TestMethod]
    public void VectorOfAnyLengthTakesOneOfFixedLength()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(2));
        IEstimator<ITransformer> estimator = ml.Transforms.CustomMapping<AnyCoordinates, Sum>((from, to) => to.Total = from.Coordinates.Sum(), null);
        Sum[] sums = [.. ml.Data.CreateEnumerable<Sum>(new EstimatorChain<ITransformer>().Append(estimator).Fit(view).Transform(view), false)];
        Assert.AreEqual(5f, sums[1].Total);
    }

    [TestMethod]
    public void ExceptionsOfTheMethodComeThrough()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(2));
        IDataView result = ml.Transforms.CustomMapping<Source, TwoResults>((_, _) => throw new FormatException("mine"), null).Fit(view).Transform(view);

        // ML.NET reads stock row mappers ahead on other threads and wraps what happens there; the kernel does not.
        Exception error = Assert.Throws<Exception>(() => Rows.Ids(result, column: "Double"));
        Assert.AreEqual("mine", error.GetBaseException().Message);
    }

    private sealed class Nothing;

    private sealed class Source
    {
        public int Id { get; set; }
    }

    private sealed class TwoResults
    {
        public int Double { get; set; }

        public string Text { get; set; }
    }

    private sealed class Other
    {
        public int Number { get; set; }
    }

    private sealed class FloatId
    {
        public float Id { get; set; }
    }

    private sealed class NewId
    {
        public string Id { get; set; }
    }

    private sealed class Vector
    {
        public float[] Values { get; set; }
    }

    private sealed class Keyed
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }

    private sealed class KeyedResult
    {
        [KeyType(3)]
        public uint Result { get; set; }
    }

    private sealed class Shapes
    {
        [VectorType(2, 3)]
        public float[] Fixed { get; set; }

        public string[] Any { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }

        [KeyType(5), VectorType(2)]
        public byte[] Keys { get; set; }
    }

    private sealed class AnyCoordinates
    {
        public float[] Coordinates { get; set; }
    }

    private sealed class Sum
    {
        public float Total { get; set; }
    }
}
