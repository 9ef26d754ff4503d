namespace Microsoft.ML.Tests.Schema;

[TestClass]
public sealed class SchemaDefinitionTests
{
    [TestMethod]
    public void AttributesAndMembersBecomeColumns()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        Assert.AreEqual(
            "Field: Single, Renamed: String, Key: Key<UInt32, 0-2>, Keys: Vector<Key<Byte, 0-1>, 2>, Grid: Vector<Double, 2, 3>, Any: Vector<Int16>, Buffer: Vector<Single>",
            string.Join(", ", definition.Select(column => $"{column.ColumnName}: {column.ColumnType}")));
        Assert.AreEqual("Text", definition["Renamed"].MemberName);
        Assert.IsNull(definition["Text"]);
    }

    [TestMethod]
    public void ColumnsAreLookedUpByTheirCurrentName()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        SchemaDefinition.Column column = definition["Field"];
        column.ColumnName = "Other";
        Assert.IsNull(definition["Field"]);
        Assert.AreSame(column, definition["Other"]);
        Assert.Throws<ArgumentException>(() => definition["Field"] = column);
        definition.Remove(column);
        definition["Other"] = column;
        Assert.AreSame(column, definition[^1]);
    }

    [TestMethod]
    public void DirectionChoosesPropertiesByTheirAccessors()
    {
        Assert.AreEqual("Get,Both", Names(SchemaDefinition.Direction.Read));
        Assert.AreEqual("Set,Both", Names(SchemaDefinition.Direction.Write));
        Assert.AreEqual("Get,Set,Both", Names(SchemaDefinition.Direction.Both));

        static string Names(SchemaDefinition.Direction direction) =>
            string.Join(',', SchemaDefinition.Create(typeof(Accessors), direction).Select(column => column.ColumnName));
    }

    [TestMethod]
    public void TwoColumnsOfOneNameAreRefused() => Assert.Throws<ArgumentException>(() => SchemaDefinition.Create(typeof(Twice)));

    [TestMethod]
    public void AttributesThatDoNotFitAreRefused()
    {
        Assert.Throws<ArgumentException>(() => SchemaDefinition.Create(typeof(ScalarVector)));
        Assert.Throws<ArgumentException>(() => SchemaDefinition.Create(typeof(SignedKey)));
        Assert.ThrowsExactly<NotSupportedException>(() => new KeyTypeAttribute());
        Assert.Throws<ArgumentException>(() => new VectorTypeAttribute(-1));
    }

    [TestMethod]
    public void TypeOfADefinitionMustFitTheMember()
    {
        var ml = new MLContext();
        var definition = SchemaDefinition.Create(typeof(Point));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Double, 3);
        Assert.Throws<ArgumentException>(() => ml.Data.LoadFromEnumerable([new Point()], definition));
        definition["Values"].ColumnType = NumberDataViewType.Single;
        Assert.Throws<ArgumentException>(() => ml.Data.LoadFromEnumerable([new Point()], definition));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        Assert.AreEqual("Vector<Single, 3>", ml.Data.LoadFromEnumerable([new Point()], definition).Schema["Values"].Type.ToString());
        definition["Values"].ColumnType = null;
        Assert.AreEqual("Vector<Single>", ml.Data.LoadFromEnumerable([new Point()], definition).Schema["Values"].Type.ToString());
    }

    [TestMethod]
    public void AnnotationsComeWithTheColumn()
    {
        var ml = new MLContext();
        var definition = SchemaDefinition.Create(typeof(Point));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Values"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        definition["Values"].AddAnnotation("Unit", "metre", TextDataViewType.Instance);
        definition["Values"].AddAnnotation("Scale", 2f, NumberDataViewType.Single);
        DataViewSchema.Column column = ml.Data.LoadFromEnumerable([new Point()], definition).Schema["Values"];
        Assert.IsTrue(column.HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        Assert.AreEqual("y", names.GetItemOrDefault(1).ToString());
        ReadOnlyMemory<char> unit = default;
        column.Annotations.GetValue("Unit", ref unit);
        Assert.AreEqual("metre", unit.ToString());
        Assert.ThrowsExactly<InvalidOperationException>(() => definition["Values"].AddAnnotation("Scale", 3f, NumberDataViewType.Single));
        Assert.ThrowsExactly<InvalidOperationException>(() => definition["Values"].AddAnnotation("Other", 3f, NumberDataViewType.Int32));
    }

    [TestMethod]
    public void MembersThatTheClassLacksAreNamed()
    {
        var ml = new MLContext();
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => ml.Data.LoadFromEnumerable([new Point()], SchemaDefinition.Create(typeof(Accessors), SchemaDefinition.Direction.Read)));
        StringAssert.Contains(error.Message, "Get");
    }

    private sealed class Row
    {
        public const int NoColumnEither = 1;
        public static readonly int NoColumnAsStatic = 1;

#pragma warning disable CS0649 // Read by reflection.
        public float Field;
#pragma warning restore CS0649

        [ColumnName("Renamed")]
        public string Text { get; set; }

        [KeyType(3)]
        public uint Key { get; set; }

        [KeyType(2), VectorType(2)]
        public byte[] Keys { get; set; }

        [VectorType(2, 3)]
        public double[] Grid { get; set; }

        public short[] Any { get; set; }

        public VBuffer<float> Buffer { get; set; }

        [NoColumn]
        public Uri Left { get; set; }

        public int this[int index] => index;
    }

    private sealed class Accessors
    {
        public int Get => 1;

        public int Set { set => _ = value; }

        public int Both { get; set; }
    }

    private sealed class Twice
    {
        [ColumnName("B")]
        public int A { get; set; }

        public int B { get; set; }
    }

    private sealed class ScalarVector
    {
        [VectorType(3)]
        public int Value { get; set; }
    }

    private sealed class SignedKey
    {
        [KeyType(3)]
        public int Value { get; set; }
    }

    private sealed class Point
    {
        public float[] Values { get; set; } = [];
    }
}
