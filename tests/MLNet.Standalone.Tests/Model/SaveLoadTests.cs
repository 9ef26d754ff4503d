using Microsoft.ML.Tests.Support;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Tests.Model;

[TestClass]
public sealed class SaveLoadTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void StockTransformersComeBack()
    {
        IDataView view = View();
        ITransformer model = ml.Transforms.CopyColumns("Copy", "Pair").Append(ml.Transforms.Concatenate("All", "Copy", "One"))
            .Append(ml.Transforms.DropColumns("Copy")).Append(ml.Transforms.SelectColumns("All", "Words"), TransformerScope.Scoring).Fit(view);
        ITransformer loaded = Again(model, view.Schema, out DataViewSchema schema);
        Assert.AreEqual("One: Single, Pair: Vector<Single, 2> {SlotNames}, Words: String, Key: Key<UInt32, 0-2> {KeyValues}", string.Join(", ", schema));
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Pair"].GetSlotNames(ref names);
        Assert.AreEqual("x|y", string.Join('|', names.DenseValues()));
        schema["Key"].GetKeyValues(ref names);
        Assert.AreEqual("a|b|c", string.Join('|', names.DenseValues()));
        using DataViewRowCursor cursor = loaded.Transform(view).GetRowCursor(loaded.Transform(view).Schema);
        Assert.AreEqual("All,Words", string.Join(',', cursor.Schema.Select(column => column.Name)));
        CollectionAssert.AreEqual(new[] { 2f, 3, 1 }, Rows.Read<VBuffer<float>>(cursor, "All").Single().DenseValues().ToArray());
        Assert.AreEqual("One,Pair,Words,Key,All", string.Join(',', ((TransformerChain<ITransformer>)loaded)
            .GetOutputSchema(view.Schema, TransformerScope.Training).Select(column => column.Name)), "scopes come back");
    }

    [TestMethod]
    public void CustomMappingComesBackByItsContract()
    {
        IDataView view = View();
        ITransformer model = ml.Transforms.CustomMapping(new Doubling().GetMapping(), "Doubling").Append(ml.Transforms.CopyColumns("B", "Twice")).Fit(view);
        ml.ComponentCatalog.RegisterAssembly(typeof(Doubling).Assembly);
        ITransformer loaded = Again(model, null, out DataViewSchema schema);
        Assert.IsNull(schema);
        using PredictionEngine<One, Twice> engine = ml.Model.CreatePredictionEngine<One, Twice>(loaded);
        Assert.AreEqual(8f, engine.Predict(new One { Value = 4 }).Value);
    }

    [TestMethod]
    public void FileIsAsGoodAsAStream()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            IDataView view = View();
            ml.Model.Save(ml.Transforms.CopyColumns("Copy", "Pair").Fit(view), view.Schema, path);
            ITransformer loaded = ml.Model.Load(path, out DataViewSchema schema);
            Assert.HasCount(4, schema);
            Assert.IsNotNull(loaded.GetOutputSchema(schema).GetColumnOrNull("Copy"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void MappingWithoutAContractCannotBeSaved()
    {
        IDataView view = View();
        ITransformer model = ml.Transforms.CustomMapping(new Doubling().GetMapping(), null).Fit(view);
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Model.Save(model, view.Schema, new MemoryStream()));
    }

    [TestMethod]
    public void ThirdPartyTransformerSaysItselfWhyItCannotBeSaved()
    {
        ITransformer model = new LengthTransformer("A", "Pair").Append(ml.Transforms.CopyColumns("B", "A").Fit(new LengthTransformer("A", "Pair").Transform(View())));
        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => ml.Model.Save(model, null, new MemoryStream()));
        StringAssert.Contains(error.Message, "LengthTransformer");
    }

    [TestMethod]
    public void ThirdPartyTransformerMayHandTheContextToAStockOne()
    {
        var model = new Disguise(ml.Transforms.CopyColumns("Copy", "Pair").Fit(View()));
        ITransformer loaded = Again(model, null, out _);
        Assert.IsInstanceOfType<ColumnCopyingTransformer>(loaded);
    }

    private ITransformer Again(ITransformer model, DataViewSchema schema, out DataViewSchema loadedSchema)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        stream.Position = 0;
        return ml.Model.Load(stream, out loadedSchema);
    }

    private IDataView View()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Pair"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        definition["Key"].AddAnnotation("KeyValues", new[] { "a", "b", "c" }, new VectorDataViewType(TextDataViewType.Instance, 3));
        return ml.Data.LoadFromEnumerable([new Row { Value = 1, Pair = [2, 3], Words = "w" }], definition);
    }

    internal sealed class One
    {
        [ColumnName("One")]
        public float Value { get; set; }
    }

    internal sealed class Twice
    {
        [ColumnName("Twice")]
        public float Value { get; set; }
    }

    [CustomMappingFactoryAttribute("Doubling")]
    internal sealed class Doubling : CustomMappingFactory<One, Twice>
    {
        public override Action<One, Twice> GetMapping() => (from, to) => to.Value = 2 * from.Value;
    }

    private sealed class Row
    {
        [ColumnName("One")]
        public float Value { get; set; }

        [VectorType(2)]
        public float[] Pair { get; set; }

        public string Words { get; set; }

        [KeyType(3)]
        public uint Key { get; set; }
    }

    private sealed class Disguise(ITransformer inner) : ITransformer
    {
        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => inner.Save(ctx);

        public IDataView Transform(IDataView input) => inner.Transform(input);
    }
}
