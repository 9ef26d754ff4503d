using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Estimators;

[TestClass]
public sealed class ChainTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void ScopesDecideWhichTransformersTakePart()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(2));
        TransformerChain<ITransformer> chain = new EstimatorChain<ITransformer>()
            .Append((IEstimator<ITransformer>)ml.Transforms.CopyColumns("A", "Id"))
            .Append((IEstimator<ITransformer>)ml.Transforms.CopyColumns("B", "Id"), TransformerScope.TrainTest)
            .Append((IEstimator<ITransformer>)ml.Transforms.CopyColumns("C", "Id"), TransformerScope.Scoring)
            .Fit(view);
        Assert.AreEqual("Id,Coordinates,A,C", Names(chain.Transform(view).Schema));
        Assert.AreEqual("Id,Coordinates,A,B", Names(chain.Transform(view, TransformerScope.Training).Schema));
        Assert.AreEqual("Id,Coordinates,A,B,C", Names(chain.Transform(view, TransformerScope.Everything).Schema));
        Assert.AreEqual("Id,Coordinates,A,B", Names(chain.GetOutputSchema(view.Schema, TransformerScope.Testing)));
        Assert.AreEqual(2, chain.GetModelFor(TransformerScope.Testing).Count());
        Assert.AreEqual(3, chain.Count());
        Assert.AreSame(chain.Last(), chain.LastTransformer);
    }

    [TestMethod]
    public void EachEstimatorIsFittedOnWhatThoseBeforeItMake()
    {
        var seen = new List<string>();
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(2));
        new Recorder(ml, seen, "A").Append(new Recorder(ml, seen, "B")).Append(new Recorder(ml, seen, "C")).Fit(view);
        CollectionAssert.AreEqual(
            new[] { "shape A: Id,Coordinates", "shape B: Id,Coordinates,A", "shape C: Id,Coordinates,A,B", "fit A: Id,Coordinates", "fit B: Id,Coordinates,A", "fit C: Id,Coordinates,A,B" },
            seen,
            "all shapes are checked before anything is fitted");
    }

    [TestMethod]
    public void TypesOfTheChainFollowItsLastEstimator()
    {
        EstimatorChain<LengthTransformer> chain = ml.Transforms.CopyColumns("C", "Coordinates").Append(new LengthEstimator(ml, "Length", "C"));
        Assert.IsInstanceOfType<LengthEstimator>(chain.LastEstimator);
        TransformerChain<LengthTransformer> model = chain.Fit(ml.Data.LoadFromEnumerable(Point.Line(2)));
        Assert.IsInstanceOfType<LengthTransformer>(model.LastTransformer);
        Assert.IsNull(new EstimatorChain<ITransformer>().LastEstimator);
    }

    [TestMethod]
    public void CheckpointKeepsTheRowsForWhatFollows()
    {
        int calls = 0;
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(20));
        IEstimator<ITransformer> Counted() => ml.Transforms.CustomMapping<Point, Noted>((from, to) =>
        {
            Interlocked.Increment(ref calls);
            to.Note = from.Id;
        }, null);

        Counted().AppendCacheCheckpoint(ml).Append(new Reader("Note")).Append(new Reader("Note")).Fit(view);
        Assert.AreEqual(20, calls);
        calls = 0;
        Counted().Append(new Reader("Note")).Append(new Reader("Note")).Fit(view);
        Assert.AreEqual(40, calls);
        Assert.ThrowsExactly<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(ml));
    }

    [TestMethod]
    public void EmptyChainGivesItsInput()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(2));
        ITransformer model = new EstimatorChain<ITransformer>().Fit(view);
        Assert.AreSame(view, model.Transform(view));
        Assert.IsTrue(model.IsRowToRowMapper);
        using PredictionEngine<Point, Length> engine = ml.Model.CreatePredictionEngine<Point, Length>(model);
        Assert.AreEqual(4, engine.Predict(new Point { Id = 4 }).Id);
    }

    [TestMethod]
    public void DisposingAChainDisposesItsTransformers()
    {
        var first = new LengthTransformer("A", "Coordinates");
        var second = new LengthTransformer("B", "Coordinates");
        TransformerChain<LengthTransformer> chain = first.Append(second);
        chain.Dispose();
        chain.Dispose();
        Assert.AreEqual((1, 1), (first.Disposals, second.Disposals));
    }

    [TestMethod]
    public void OnFitIsToldTheTransformer()
    {
        ITransformer told = null;
        IEstimator<LengthTransformer> estimator = new LengthEstimator(ml, "Length", "Coordinates").WithOnFitDelegate(model => told = model);
        LengthTransformer fitted = estimator.Fit(ml.Data.LoadFromEnumerable(Point.Line(2)));
        Assert.AreSame(fitted, told);
    }

    [TestMethod]
    public void ScopesAndTransformersMustBeAsMany() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new TransformerChain<ITransformer>([new LengthTransformer("A", "B")], []));

    private static string Names(DataViewSchema schema) => string.Join(',', schema.Select(column => column.Name));

    private sealed class Noted
    {
        public int Note { get; set; }
    }

    /// <summary>Adds a copy of the column Id and notes what it is given.</summary>
    private sealed class Recorder(MLContext ml, List<string> seen, string name) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            seen.Add($"fit {name}: {Names(input.Schema)}");
            return ml.Transforms.CopyColumns(name, "Id").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            seen.Add($"shape {name}: {string.Join(',', inputSchema.Select(column => column.Name))}");
            return ml.Transforms.CopyColumns(name, "Id").GetOutputSchema(inputSchema);
        }
    }

    /// <summary>Reads a column when it is fitted.</summary>
    private sealed class Reader(string column) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            Assert.HasCount(20, Rows.Ids(input, column: column));
            return new EstimatorChain<ITransformer>().Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
