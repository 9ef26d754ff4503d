using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Transforms;

/// <summary>CopyColumns, DropColumns, SelectColumns, Concatenate.</summary>
[TestClass]
public sealed class ColumnTransformsTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void CopyTakesTypeValuesAndAnnotations()
    {
        IDataView view = Named();
        IDataView result = Run(ml.Transforms.CopyColumns("Copy", "Pair"), view);
        Assert.AreEqual("One, Pair, Words, Copy", Names(result.Schema));
        Assert.IsTrue(result.Schema["Copy"].HasSlotNames());
        CollectionAssert.AreEqual(new[] { 2f, 3 }, Vector(result, "Copy"));
        Assert.AreEqual("One, One, Pair, Words", Names(Run(ml.Transforms.CopyColumns("One", "Pair"), view).Schema), "a name in use is hidden");
    }

    [TestMethod]
    public void DropAndSelectChooseColumns()
    {
        IDataView view = Named();
        Assert.AreEqual("One, Words", Names(Run(ml.Transforms.DropColumns("Pair"), view).Schema));
        Assert.AreEqual("Words, One", Names(Run(ml.Transforms.SelectColumns("Words", "One"), view).Schema));
        IDataView hidden = Run(ml.Transforms.CopyColumns("One", "Pair"), view);
        Assert.AreEqual("One", Names(Run(ml.Transforms.SelectColumns("One"), hidden).Schema));
        Assert.AreEqual("One, One", Names(Run(ml.Transforms.SelectColumns(["One"], keepHidden: true), hidden).Schema));
        Assert.AreEqual("Pair, Words", Names(Run(ml.Transforms.DropColumns("One"), hidden).Schema), "with what it hides");
    }

    [TestMethod]
    public void ConcatenateJoinsScalarsAndVectorsWithTheirNames()
    {
        IDataView result = Run(ml.Transforms.Concatenate("All", "One", "Pair", "One"), Named());
        Assert.AreEqual("Vector<Single, 4>", result.Schema["All"].Type.ToString());
        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 1 }, Vector(result, "All"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        result.Schema["All"].GetSlotNames(ref names);
        Assert.AreEqual("One|Pair.x|Pair.y|One", string.Join('|', names.DenseValues()));
    }

    [TestMethod]
    public void ConcatenateOfOneVectorIsItself()
    {
        IDataView result = Run(ml.Transforms.Concatenate("All", "Pair"), Named());
        Assert.IsTrue(result.Schema["All"].HasSlotNames());
        CollectionAssert.AreEqual(new[] { 2f, 3 }, Vector(result, "All"));
    }

    [TestMethod]
    public void ConcatenateKeepsSparseVectorsSparse()
    {
        Sparse[] rows =
        [
            new() { A = new VBuffer<float>(6, 1, [5], [4]), B = new VBuffer<float>(4, 1, [7], [0]) },
            new() { A = new VBuffer<float>(2, [1, 2]), B = new VBuffer<float>(0, []) },
            new() { A = new VBuffer<float>(0, []), B = new VBuffer<float>(2, 0, null, null) },
        ];
        IDataView result = Run(ml.Transforms.Concatenate("C", "A", "B"), ml.Data.LoadFromEnumerable(rows));
        using DataViewRowCursor cursor = result.GetRowCursor([result.Schema["C"]]);
        VBuffer<float>[] vectors = [.. Rows.Read<VBuffer<float>>(cursor, "C")];
        CollectionAssert.AreEqual(new float[] { 0, 0, 0, 0, 5, 0, 7, 0, 0, 0 }, vectors[0].DenseValues().ToArray());
        Assert.IsFalse(vectors[0].IsDense);
        CollectionAssert.AreEqual(new float[] { 1, 2 }, vectors[1].DenseValues().ToArray());
        Assert.IsTrue(vectors[1].IsDense);
        CollectionAssert.AreEqual(new float[] { 0, 0 }, vectors[2].DenseValues().ToArray());
    }

    [TestMethod]
    public void MissingColumnsAreNamed()
    {
        IDataView view = Named();
        foreach (IEstimator<ITransformer> estimator in new IEstimator<ITransformer>[]
        {
            ml.Transforms.CopyColumns("B", "Gone"), ml.Transforms.DropColumns("Gone"), ml.Transforms.SelectColumns("Gone"), ml.Transforms.Concatenate("B", "Gone"),
        })
        {
            StringAssert.Contains(Assert.Throws<ArgumentException>(() => new EstimatorChain<ITransformer>().Append(estimator).Fit(view)).Message, "Gone");
        }
    }

    [TestMethod]
    public void ColumnsToDropOrKeepMustBeNamed()
    {
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Transforms.DropColumns());
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Transforms.SelectColumns([], keepHidden: true));
    }

    [TestMethod]
    public void DifferentItemTypesCannotBeJoined() => Assert.Throws<InvalidOperationException>(
        () => new EstimatorChain<ITransformer>().Append(ml.Transforms.Concatenate("B", "One", "Words")).Fit(Named()));

    [TestMethod]
    public void EngineRunsThemAsRowMappers()
    {
        ITransformer model = ml.Transforms.CopyColumns("Copy", "Pair").Append(ml.Transforms.Concatenate("All", "Copy", "One"))
            .Append(ml.Transforms.SelectColumns("All")).Fit(Named());
        using PredictionEngine<Row, Result> engine = ml.Model.CreatePredictionEngine<Row, Result>(model);
        CollectionAssert.AreEqual(new[] { 8f, 9, 7 }, engine.Predict(new Row { One = 7, Pair = [8, 9] }).All);
        Assert.AreEqual("All", Names(engine.OutputSchema));
    }

    private static string Names(DataViewSchema schema) => string.Join(", ", schema.Select(column => column.Name));

    private static IDataView Run(IEstimator<ITransformer> estimator, IDataView view)
    {
        IDataView result = estimator.Fit(view).Transform(view);
        SchemaShape shape = estimator.GetOutputSchema(ShapeOf(view));
        CollectionAssert.AreEquivalent(
            result.Schema.Where(column => !column.IsHidden).Select(column => column.Name).ToArray(),
            shape.Select(column => column.Name).ToArray(),
            "the schema promised is the schema given");
        return result;
    }

    /// <summary>The shape of a view, which only an estimator can be asked for.</summary>
    private static SchemaShape ShapeOf(IDataView view)
    {
        var spy = new ShapeSpy();
        new EstimatorChain<ITransformer>().Append(spy).Fit(view);
        return spy.Shape;
    }

    private static float[] Vector(IDataView view, string column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        return [.. Rows.Read<VBuffer<float>>(cursor, column).First().DenseValues()];
    }

    private IDataView Named()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Pair"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        return ml.Data.LoadFromEnumerable([new Row { One = 1, Pair = [2, 3], Words = "w" }], definition);
    }

    private sealed class Row
    {
        public float One { get; set; }

        [VectorType(2)]
        public float[] Pair { get; set; }

        public string Words { get; set; }
    }

    private sealed class Result
    {
        public float[] All { get; set; }
    }

    private sealed class Sparse
    {
        public VBuffer<float> A { get; set; }

        public VBuffer<float> B { get; set; }
    }

    private sealed class ShapeSpy : IEstimator<ITransformer>
    {
        public SchemaShape Shape { get; private set; }

        public ITransformer Fit(IDataView input) => new EstimatorChain<ITransformer>().Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;
    }
}
