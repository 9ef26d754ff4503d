using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Prediction;

[TestClass]
public sealed class PredictionEngineTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void PredictByReferenceAllocatesNothing()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(1));
        Check(ml.Transforms.CustomMapping<Point, Sum>((from, to) => to.Total = from.Coordinates[0] + from.Id, null).Fit(view), 7f);
        Check(new LengthTransformer("Total", "Coordinates"), 3f);

        void Check(ITransformer model, float expected)
        {
            using PredictionEngine<Point, Sum> engine = ml.Model.CreatePredictionEngine<Point, Sum>(model);
            var point = new Point { Id = 5, Coordinates = [2, 1, 2] };
            var result = new Sum();
            for (int i = 0; i < 100; i++)
            {
                engine.Predict(point, ref result);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                engine.Predict(point, ref result);
            }

            Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.AreEqual(expected, result.Total);
        }
    }

    [TestMethod]
    public void PredictFillsOrMakesTheResult()
    {
        using PredictionEngine<Point, Length> engine = Engine(new LengthTransformer("Length", "Coordinates"), new PredictionEngineOptions());
        Length given = new() { Id = -1 };
        Length same = given;
        engine.Predict(new Point { Id = 3, Coordinates = [0, 3, 4] }, ref given);
        Assert.AreSame(same, given);
        Assert.AreEqual((3, 5f), (given.Id, given.Value));
        Length made = null;
        engine.Predict(new Point { Coordinates = [1, 0, 0] }, ref made);
        Assert.AreEqual(1f, made.Value);
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Predict(null));
    }

    [TestMethod]
    public void DisposingDisposesTheTransformerUnlessItIsNotOwned()
    {
        var owned = new LengthTransformer("Length", "Coordinates");
        PredictionEngine<Point, Length> engine = ml.Model.CreatePredictionEngine<Point, Length>(owned);
        engine.Dispose();
        engine.Dispose();
        Assert.AreEqual(1, owned.Disposals);
        var shared = new LengthTransformer("Length", "Coordinates");
        Engine(shared, new PredictionEngineOptions { OwnsTransformer = false }).Dispose();
        Assert.AreEqual(0, shared.Disposals);
    }

    [TestMethod]
    public void MissingColumnsAreIgnoredUnlessForbidden()
    {
        ITransformer model = ml.Transforms.CopyColumns("Copy", "Id").Fit(ml.Data.LoadFromEnumerable(Point.Line(1)));
        Assert.AreEqual(0f, ml.Model.CreatePredictionEngine<Point, Length>(model).Predict(Point.Line(1).Single()).Value);
        Assert.Throws<ArgumentException>(() => ml.Model.CreatePredictionEngine<Point, Length>(model, ignoreMissingColumns: false));
    }

    [TestMethod]
    public void SchemaGivesTheTypesOfTheExample()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(1));
        ITransformer model = new LengthTransformer("Length", "Coordinates");
        using PredictionEngine<BarePoint, Length> engine = ml.Model.CreatePredictionEngine<BarePoint, Length>(model, view.Schema);
        Assert.AreEqual("Vector<Single, 3>", engine.OutputSchema["Coordinates"].Type.ToString());
        Assert.AreEqual(5f, engine.Predict(new BarePoint { Coordinates = [0, 3, 4] }).Value);
        Assert.Throws<InvalidOperationException>(() => ml.Model.CreatePredictionEngine<Sum, Length>(model, view.Schema));
    }

    [TestMethod]
    public void DefinitionsRenameBothSides()
    {
        var input = SchemaDefinition.Create(typeof(Point));
        input["Coordinates"].ColumnName = "Vector";
        var output = SchemaDefinition.Create(typeof(Length));
        output["Length"].ColumnName = "Norm";
        ITransformer model = new LengthTransformer("Norm", "Vector");
        using PredictionEngine<Point, Length> engine = ml.Model.CreatePredictionEngine<Point, Length>(model, inputSchemaDefinition: input, outputSchemaDefinition: output);
        Assert.AreEqual(3f, engine.Predict(new Point { Coordinates = [2, 1, 2] }).Value);
    }

    [TestMethod]
    public void TransformersThatAreNoRowMappersAreRefused() =>
        Assert.Throws<ArgumentException>(() => ml.Model.CreatePredictionEngine<Point, Length>(new Unmappable()));

    [TestMethod]
    public void TextKeysAndVectorsPassThroughAnEngine()
    {
        IEstimator<ITransformer> estimator = ml.Transforms.CustomMapping<Words, Answer>((from, to) =>
        {
            to.Shout = from.Text.ToUpperInvariant();
            to.Letters = [.. from.Text.Select(letter => letter.ToString())];
            to.Key = from.Key;
        }, null);
        using PredictionEngine<Words, Answer> engine =
            ml.Model.CreatePredictionEngine<Words, Answer>(estimator.Fit(ml.Data.LoadFromEnumerable(Array.Empty<Words>())));
        Answer answer = engine.Predict(new Words { Text = "abc", Key = 1 });
        Assert.AreEqual("ABC", answer.Shout);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, answer.Letters);
        Assert.AreEqual(3u, answer.Key, "1 goes in, 2 is seen, 3 comes out");
        CollectionAssert.AreEqual(new[] { "x" }, engine.Predict(new Words { Text = "x" }).Letters);
    }

    private PredictionEngine<Point, Length> Engine(ITransformer model, PredictionEngineOptions options) =>
        ml.Model.CreatePredictionEngine<Point, Length>(model, options);

    private sealed class Sum
    {
        public float Total { get; set; }
    }

    private sealed class BarePoint
    {
        public int Id { get; set; }

        public float[] Coordinates { get; set; }
    }

    private sealed class Words
    {
        public string Text { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }
    }

    private sealed class Answer
    {
        public string Shout { get; set; }

        public string[] Letters { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }
    }

    private sealed class Unmappable : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;
    }
}
