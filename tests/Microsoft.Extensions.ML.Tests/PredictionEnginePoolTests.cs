using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML.Tests;

[TestClass]
public sealed class PredictionEnginePoolTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void a_loader_of_ones_own_serves_any_transformer()
    {
        var loader = new Loader(new CountedTransformer(Lengths()));
        PredictionEnginePool<Point, Length> pool = Pool<Point, Length>(services => services
            .AddOptions<PredictionEnginePoolOptions<Point, Length>>("lengths").Configure(options => options.ModelLoader = loader));
        Assert.AreEqual(3f, pool.Predict("lengths", new Point { Coordinates = [2, 1, 2] }).Value);
        Assert.AreSame(loader.Model, pool.GetModel("lengths"));
        Assert.Throws<ArgumentException>(() => pool.GetPredictionEngine(), "there is no default model");
        Assert.Throws<ArgumentNullException>(() => pool.ReturnPredictionEngine("lengths", null));
    }

    [TestMethod]
    public void a_reload_token_brings_the_new_model_and_leaves_the_old_one_to_its_users()
    {
        var first = new CountedTransformer(Lengths());
        var loader = new Loader(first);
        PredictionEnginePool<Point, Length> pool = Pool<Point, Length>(services => services
            .AddOptions<PredictionEnginePoolOptions<Point, Length>>().Configure(options => options.ModelLoader = loader));
        PredictionEngine<Point, Length> inUse = pool.GetPredictionEngine();
        loader.Replace(Ml.Transforms.CustomMapping<Point, Length>((_, to) => to.Value = -1, null).Fit(Points()));
        var point = new Point { Coordinates = [2, 1, 2] };
        Assert.AreEqual(-1f, pool.Predict(point).Value);
        Assert.AreEqual(3f, inUse.Predict(point).Value);
        pool.ReturnPredictionEngine(inUse);
        Assert.AreEqual(0, first.Disposals, "who swaps models disposes them");
        loader.Replace(first);
        Assert.AreEqual(3f, pool.Predict(point).Value, "the token is asked for again");
    }

    [TestMethod]
    public void many_threads_share_a_pool()
    {
        var loader = new Loader(new CountedTransformer(Lengths()));
        PredictionEnginePool<Point, Length> pool = Pool<Point, Length>(services => services
            .AddOptions<PredictionEnginePoolOptions<Point, Length>>().Configure(options => options.ModelLoader = loader));
        Parallel.For(0, 5000, i => Assert.AreEqual(5f * i, pool.Predict(new Point { Coordinates = [3 * i, 4 * i, 0] }).Value, 1e-3 * i));
    }

    [TestMethod]
    public void a_file_is_loaded_again_when_it_is_written()
    {
        string path = Path.Combine(folder, "model.zip");
        SaveCopy("First", path);
        PredictionEnginePool<First, Both> pool = Pool<First, Both>(services => { }, builder => builder.FromFile("copy", path));
        var row = new First { One = 1, Two = 2 };
        Assert.AreEqual((1f, 0f), pool.Predict("copy", row).Pair);
        SaveCopy("Second", path);
        Assert.IsTrue(SpinWait.SpinUntil(() => pool.Predict("copy", row).Pair == (0f, 2f), TimeSpan.FromSeconds(20)));
    }

    /// <summary>A surprise of ML.NET that is kept: its watcher hears of writing only.</summary>
    [TestMethod]
    public void a_file_put_in_place_by_renaming_is_not_noticed()
    {
        string path = Path.Combine(folder, "model.zip");
        SaveCopy("First", path);
        PredictionEnginePool<First, Both> pool = Pool<First, Both>(services => { }, builder => builder.FromFile(path));
        var row = new First { One = 1, Two = 2 };
        Assert.AreEqual((1f, 0f), pool.Predict(row).Pair);
        SaveCopy("Second", path + ".new");
        File.Move(path + ".new", path, overwrite: true);
        Assert.IsFalse(SpinWait.SpinUntil(() => pool.Predict(row).Pair != (1f, 0f), TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    public void a_damaged_file_leaves_the_model_in_use()
    {
        string path = Path.Combine(folder, "model.zip");
        SaveCopy("First", path);
        PredictionEnginePool<First, Both> pool =
            Pool<First, Both>(services => { }, builder => builder.FromFile(path, watchForChanges: true));
        var row = new First { One = 1, Two = 2 };
        Assert.AreEqual((1f, 0f), pool.Predict(row).Pair);
        File.WriteAllText(path, "no model");
        Assert.IsFalse(SpinWait.SpinUntil(() => pool.Predict(row).Pair != (1f, 0f), TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    public void a_missing_file_is_named()
    {
        PredictionEnginePool<First, Both> pool =
            Pool<First, Both>(services => { }, builder => builder.FromFile("gone", Path.Combine(folder, "gone.zip")));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => pool.GetPredictionEngine("gone")).Message, "gone.zip");
    }

    [TestMethod]
    public void a_reload_token_changes_once()
    {
        var token = new ModelReloadToken();
        int calls = 0;
        token.RegisterChangeCallback(_ => calls++, null);
        token.RegisterChangeCallback(_ => calls += 100, null).Dispose();
        Assert.IsTrue(token.ActiveChangeCallbacks);
        Assert.IsFalse(token.HasChanged);
        token.OnReload();
        Assert.IsTrue(token.HasChanged);
        Assert.AreEqual(1, calls);
    }

    private static PredictionEnginePool<TData, TPrediction> Pool<TData, TPrediction>(
        Action<IServiceCollection> configure, Action<PredictionEnginePoolBuilder<TData, TPrediction>> build = null)
        where TData : class
        where TPrediction : class, new()
    {
        var services = new ServiceCollection();
        PredictionEnginePoolBuilder<TData, TPrediction> builder = services.AddPredictionEnginePool<TData, TPrediction>();
        Assert.AreSame(services, builder.Services);
        configure(services);
        build?.Invoke(builder);
        return services.BuildServiceProvider().GetRequiredService<PredictionEnginePool<TData, TPrediction>>();
    }

    private void SaveCopy(string output, string path)
    {
        IDataView view = Ml.Data.LoadFromEnumerable([new First()]);
        Ml.Model.Save(Ml.Transforms.CopyColumns(output, output == "First" ? "One" : "Two").Fit(view), view.Schema, path);
    }

    private static IDataView Points() => Ml.Data.LoadFromEnumerable([new Point()]);

    private static ITransformer Lengths() => Ml.Transforms.CustomMapping<Point, Length>(
        (from, to) => to.Value = MathF.Sqrt(from.Coordinates.Sum(item => item * item)), null).Fit(Points());

    private sealed class Point
    {
        [VectorType(3)]
        public float[] Coordinates { get; set; } = [0, 0, 0];
    }

    private sealed class Length
    {
        [ColumnName("Length")]
        public float Value { get; set; }
    }

    /// <summary>A transformer of a third party, which counts how often it is disposed.</summary>
    private sealed class CountedTransformer(ITransformer inner) : ITransformer, IDisposable
    {
        public int Disposals { get; private set; }

        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => inner.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException("CountedTransformer cannot be saved.");

        public void Dispose() => Disposals++;
    }

    private sealed class First
    {
        public float One { get; set; }

        public float Two { get; set; }
    }

    private sealed class Both
    {
        public float First { get; set; }

        public float Second { get; set; }

        internal (float First, float Second) Pair => (First, Second);
    }

    private sealed class Loader(ITransformer model) : ModelLoader
    {
        private ModelReloadToken token = new();

        public ITransformer Model { get; private set; } = model;

        public override ITransformer GetModel() => Model;

        public override IChangeToken GetReloadToken() => token;

        public void Replace(ITransformer model)
        {
            Model = model;
            Interlocked.Exchange(ref token, new ModelReloadToken()).OnReload();
        }
    }
}
