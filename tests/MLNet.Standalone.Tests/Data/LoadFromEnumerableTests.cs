using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Data;

[TestClass]
public sealed class LoadFromEnumerableTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void EveryKindOfMemberComesBackAsItWent()
    {
        var row = new Everything
        {
            Boolean = true,
            SByte = -1,
            Byte = 2,
            Int16 = -3,
            UInt16 = 4,
            Int32 = -5,
            UInt32 = 6,
            Int64 = -7,
            UInt64 = 8,
            Single = 9.5f,
            Double = -10.5,
            Text = "eleven",
            Memory = "twelve".AsMemory(),
            Time = new DateTime(2013, 1, 2),
            Offset = new DateTimeOffset(2014, 1, 2, 3, 4, 5, TimeSpan.FromHours(6)),
            Span = TimeSpan.FromMinutes(15),
            Id = new DataViewRowId(16, 17),
            Numbers = [18, 19],
            Texts = ["twenty", null, ""],
            Buffer = new VBuffer<float>(4, 1, [21], [2]),
            Flags = [true, false],
        };
        Everything back = ml.Data.CreateEnumerable<Everything>(ml.Data.LoadFromEnumerable([row]), reuseRowObject: false).Single();
        Assert.AreEqual(row.Scalars, back.Scalars);
        Assert.AreEqual("twelve", back.Memory.ToString());
        CollectionAssert.AreEqual(row.Numbers, back.Numbers);
        CollectionAssert.AreEqual(new[] { "twenty", "", "" }, back.Texts, "null text comes back empty");
        CollectionAssert.AreEqual(row.Flags, back.Flags);
        CollectionAssert.AreEqual(new[] { 0f, 0, 21, 0 }, back.Buffer.DenseValues().ToArray());
        Assert.IsFalse(back.Buffer.IsDense);
    }

    [TestMethod]
    public void NullTextComesBackEmptyAndNullArraysNull()
    {
        Everything back = ml.Data.CreateEnumerable<Everything>(ml.Data.LoadFromEnumerable([new Everything()]), reuseRowObject: false).Single();
        Assert.AreEqual("", back.Text);
        Assert.IsNull(back.Numbers);
        Assert.IsNull(back.Texts);
    }

    /// <summary>Objects that go in count from 0, columns and objects that come out from 1, with 0 for what is missing.</summary>
    [TestMethod]
    public void KeysCountFromZeroOnTheWayInAndFromOneOnTheWayOut()
    {
        IDataView view = ml.Data.LoadFromEnumerable(new uint[] { 0, 2, 3, uint.MaxValue }.Select(key => new Keyed { Key = key, Keys = [(byte)0, (byte)1] }));
        uint[] keys = [.. ml.Data.CreateEnumerable<Keyed>(view, false).Select(row => row.Key)];
        CollectionAssert.AreEqual(new uint[] { 1, 3, 0, 0 }, keys);
        CollectionAssert.AreEqual(new byte[] { 0, 1 }, ml.Data.CreateEnumerable<Keyed>(view, false).First().Keys, "keys in vectors are taken as they are");
    }

    [TestMethod]
    public void OnlyTheColumnsAskedForAreActive()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"]]);
        Assert.IsTrue(cursor.IsColumnActive(view.Schema["Id"]));
        Assert.IsFalse(cursor.IsColumnActive(view.Schema["Coordinates"]));
        Assert.Throws<Exception>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Coordinates"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Id"]));
    }

    [TestMethod]
    public void CursorsDoNotDisturbEachOther()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        using DataViewRowCursor first = view.GetRowCursor(view.Schema);
        using DataViewRowCursor second = view.GetRowCursor(view.Schema);
        ValueGetter<int> firstId = first.GetGetter<int>(view.Schema["Id"]);
        ValueGetter<int> secondId = second.GetGetter<int>(view.Schema["Id"]);
        Assert.IsTrue(first.MoveNext() && first.MoveNext() && second.MoveNext());
        int a = -1;
        int b = -1;
        firstId(ref a);
        secondId(ref b);
        Assert.AreEqual((1, 0), (a, b));
        Assert.AreEqual((1L, 0L), (first.Position, second.Position));
        DataViewRowId id = default;
        first.GetIdGetter()(ref id);
        Assert.AreEqual(new DataViewRowId(1, 0), id);
        Assert.IsTrue(first.MoveNext());
        Assert.IsFalse(first.MoveNext());
        Assert.IsFalse(first.MoveNext());
        Assert.AreEqual(-1, first.Position);
        Assert.AreEqual(0, second.Position);
    }

    [TestMethod]
    public void DataIsEnumeratedAnewByEachCursorAndNotBefore()
    {
        int enumerations = 0;
        IEnumerable<Point> Rows()
        {
            enumerations++;
            yield return new Point { Id = enumerations };
        }

        IDataView view = ml.Data.LoadFromEnumerable(Rows());
        Assert.AreEqual(0, enumerations);
        Assert.AreEqual(1, ml.Data.CreateEnumerable<Length>(view, false, ignoreMissingColumns: true).Single().Id);
        Assert.AreEqual(2, ml.Data.CreateEnumerable<Length>(view, false, ignoreMissingColumns: true).Single().Id);
        Assert.IsNull(view.GetRowCount());
        Assert.IsFalse(view.CanShuffle);
        Assert.AreEqual(3, ml.Data.LoadFromEnumerable(Point.Line(3).ToArray()).GetRowCount());
    }

    [TestMethod]
    public void CursorSetCoversEveryRowOnce()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(10));
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), Rows.IdsOfSet(view, 4).Order().ToArray());
    }

    [TestMethod]
    public void NullRowsAreRefused()
    {
        IDataView view = ml.Data.LoadFromEnumerable(new Point[] { null });
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Data.CreateEnumerable<Point>(view, false).Count());
    }

    [TestMethod]
    public void SchemaGivesTypesAndAnnotations()
    {
        var definition = SchemaDefinition.Create(typeof(Keyed));
        definition["Key"].AddAnnotation("KeyValues", new[] { "a", "b", "c" }, new VectorDataViewType(TextDataViewType.Instance, 3));
        DataViewSchema schema = ml.Data.LoadFromEnumerable(Array.Empty<Keyed>(), definition).Schema;
        IDataView view = ml.Data.LoadFromEnumerable([new Plain { Key = 1, Keys = [0, 1] }], schema);
        Assert.AreEqual("Key<UInt32, 0-2>", view.Schema["Key"].Type.ToString());
        Assert.IsTrue(view.Schema["Key"].HasKeyValues());
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Data.LoadFromEnumerable([new Point()], schema));
    }

    private sealed class Everything
    {
        public bool Boolean { get; set; }

        public sbyte SByte { get; set; }

        public byte Byte { get; set; }

        public short Int16 { get; set; }

        public ushort UInt16 { get; set; }

        public int Int32 { get; set; }

        public uint UInt32 { get; set; }

        public long Int64 { get; set; }

        public ulong UInt64 { get; set; }

        public float Single { get; set; }

        public double Double { get; set; }

        public string Text { get; set; }

        public ReadOnlyMemory<char> Memory { get; set; }

        public DateTime Time { get; set; }

        public DateTimeOffset Offset { get; set; }

        public TimeSpan Span { get; set; }

        public DataViewRowId Id { get; set; }

        public int[] Numbers { get; set; }

        public string[] Texts { get; set; }

        public VBuffer<float> Buffer { get; set; }

        public bool[] Flags { get; set; }

        internal object Scalars => (Boolean, SByte, Byte, Int16, UInt16, Int32, UInt32, (Int64, UInt64, Single, Double, Text, Time, Offset, Span, Id));
    }

    private sealed class Keyed
    {
        [KeyType(3)]
        public uint Key { get; set; }

        [KeyType(2), VectorType(2)]
        public byte[] Keys { get; set; }
    }

    private sealed class Plain
    {
        public uint Key { get; set; }

        public byte[] Keys { get; set; }
    }
}
