namespace Microsoft.ML.Tests.DataView;

[TestClass]
public sealed class DataViewSchemaTests
{
    [TestMethod]
    public void LastColumnOfANameHidesTheOthers()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Int32);
        builder.AddColumn("B", TextDataViewType.Instance);
        builder.AddColumn("A", NumberDataViewType.Single);
        DataViewSchema schema = builder.ToSchema();
        Assert.HasCount(3, schema);
        Assert.IsTrue(schema[0].IsHidden);
        Assert.IsFalse(schema[2].IsHidden);
        Assert.AreEqual(2, schema["A"].Index);
        Assert.AreEqual("3 columns", schema.ToString());
        Assert.AreEqual("A: Single", schema[2].ToString());
    }

    [TestMethod]
    public void UnknownColumnsAreRefusedByNameAndIndex()
    {
        DataViewSchema schema = new DataViewSchema.Builder().ToSchema();
        Assert.IsNull(schema.GetColumnOrNull("A"));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema["A"]).Message, "'A'");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema[0]);
        Assert.ThrowsExactly<ArgumentNullException>(() => schema[""]);
        Assert.ThrowsExactly<ArgumentNullException>(() => schema.GetColumnOrNull(null));
    }

    [TestMethod]
    public void BuilderRefusesColumnsWithoutNameOrType()
    {
        var builder = new DataViewSchema.Builder();
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.AddColumn("", TextDataViewType.Instance));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.AddColumn("A", null));
    }

    [TestMethod]
    public void AnnotationsAreFoundByNameAndType()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        builder.Add<float>("Mean", NumberDataViewType.Single, (ref float value) => value = 2.5f);
        DataViewSchema.Annotations annotations = builder.ToAnnotations();
        float mean = 0;
        annotations.GetValue("Mean", ref mean);
        Assert.AreEqual(2.5f, mean);
        Assert.AreEqual("IsNormalized, Mean", annotations.ToString());
        int wrong = 0;
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Mean", ref wrong));
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Median", ref mean));
    }

    [TestMethod]
    public void AnnotationGetterMustFitItsType()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<int> getter = (ref int value) => value = 1;
        Assert.ThrowsExactly<ArgumentException>(() => builder.Add("Count", NumberDataViewType.Single, getter));
        Assert.Throws<Exception>(() => builder.Add("Count", NumberDataViewType.Single, (Delegate)getter));
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddPrimitiveValue("Count", NumberDataViewType.Single, 1));
    }

    [TestMethod]
    public void SelectedAnnotationsAreTakenOver()
    {
        var first = new DataViewSchema.Annotations.Builder();
        first.AddPrimitiveValue("A", NumberDataViewType.Int32, 1);
        first.AddPrimitiveValue("B", NumberDataViewType.Int32, 2);
        var second = new DataViewSchema.Annotations.Builder();
        second.Add(first.ToAnnotations(), name => name == "B");
        second.Add(null, null);
        DataViewSchema.Annotations result = second.ToAnnotations();
        int value = 0;
        result.GetValue("B", ref value);
        Assert.AreEqual(2, value);
        Assert.HasCount(1, result.Schema);
    }

    [TestMethod]
    public void KnownAnnotationsAreRecognised()
    {
        var vector = new VectorDataViewType(NumberDataViewType.Single, 2);
        var key = new KeyDataViewType(typeof(uint), 2);
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> names = (ref VBuffer<ReadOnlyMemory<char>> value) =>
            value = new VBuffer<ReadOnlyMemory<char>>(2, ["x".AsMemory(), "y".AsMemory()]);
        var slots = new DataViewSchema.Annotations.Builder();
        slots.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 2), names);
        slots.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var keys = new DataViewSchema.Annotations.Builder();
        keys.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, 2), names);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("V", vector, slots.ToAnnotations());
        builder.AddColumn("K", key, keys.ToAnnotations());
        builder.AddColumn("W", new VectorDataViewType(NumberDataViewType.Single, 3), slots.ToAnnotations());
        DataViewSchema schema = builder.ToSchema();
        Assert.IsTrue(schema["V"].HasSlotNames());
        Assert.IsTrue(schema["V"].IsNormalized());
        Assert.IsFalse(schema["W"].HasSlotNames(), "two names, three slots");
        Assert.IsTrue(schema["K"].HasKeyValues());
        Assert.IsFalse(schema["K"].HasKeyValues(NumberDataViewType.Int32));
        VBuffer<ReadOnlyMemory<char>> fetched = default;
        schema["K"].GetKeyValues(ref fetched);
        Assert.AreEqual("y", fetched.GetItemOrDefault(1).ToString());
        schema["V"].GetSlotNames(ref fetched);
        Assert.AreEqual("x", fetched.GetItemOrDefault(0).ToString());
    }
}
