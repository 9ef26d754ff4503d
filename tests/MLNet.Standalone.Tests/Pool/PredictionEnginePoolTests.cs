using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Primitives;
using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Pool;

[TestClass]
public sealed class PredictionEnginePoolTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void OwnLoaderServesThirdPartyTransformers()
    {
        var loader = new Loader(new LengthTransformer("Length", "Coordinates"));
        PredictionEnginePool<Point, Length> pool = Pool<Point, Length>(services => services
            .AddOptions<PredictionEnginePoolOptions<Point, Length>>("lengths").Configure(options => options.ModelLoader = loader));
        Assert.AreEqual(3f, pool.Predict("lengths", new Point { Coordinates = [2, 1, 2] }).Value);
        Assert.AreSame(loader.Model, pool.GetModel("lengths"));
        Assert.Throws<ArgumentException>(() => pool.GetPredictionEngine(), "there is no default model");
        Assert.Throws<ArgumentNullException>(() => pool.ReturnPredictionEngine("lengths", null));
    }

    [TestMethod]
    public void ReloadTokenBringsTheNewModelAndLeavesTheOldOneToItsUsers()
    {
        var first = new LengthTransformer("Length", "Coordinates");
        var loader = new Loader(first);
        PredictionEnginePool<Point, Length> pool = Pool<Point, Length>(services => services
            .AddOptions<PredictionEnginePoolOptions<Point, Length>>().Configure(options => options.ModelLoader = loader));
        PredictionEngine<Point, Length> inUse = pool.GetPredictionEngine();
        loader.Replace(ml.Transforms.CustomMapping<Point, Length>((_, to) => to.Value = -1, null).Fit(ml.Data.LoadFromEnumerable(Point.Line(1))));
        var point = new Point { Coordinates = [2, 1, 2] };
        Assert.AreEqual(-1f, pool.Predict(point).Value);
        Assert.AreEqual(3f, inUse.Predict(point).Value);
        pool.ReturnPredictionEngine(inUse);
        Assert.AreEqual(0, first.Disposals, "who swaps models disposes them");
        loader.Replace(first);
        Assert.AreEqual(3f, pool.Predict(point).Value, "the token is asked for again");
    }

    [TestMethod]
    public void ManyThreadsShareAPool()
    {
        var loader = new Loader(new LengthTransformer("Length", "Coordinates"));
        PredictionEnginePool<Point, Length> pool = Pool<Point, Length>(services => services
            .AddOptions<PredictionEnginePoolOptions<Point, Length>>().Configure(options => options.ModelLoader = loader));
        Parallel.For(0, 5000, i => Assert.AreEqual(5f * i, pool.Predict(new Point { Coordinates = [3 * i, 4 * i, 0] }).Value, 1e-3 * i));
    }

    [TestMethod]
    public void FileIsLoadedAgainWhenItIsWritten()
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
    public void FilePutInPlaceByRenamingIsNotNoticed()
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
    public void DamagedFileLeavesTheModelInUse()
    {
        string path = Path.Combine(folder, "model.zip");
        SaveCopy("First", path);
        PredictionEnginePool<First, Both> pool = Pool<First, Both>(services => { }, builder => builder.FromFile(path, watchForChanges: true));
        var row = new First { One = 1, Two = 2 };
        Assert.AreEqual((1f, 0f), pool.Predict(row).Pair);
        File.WriteAllText(path, "no model");
        Assert.IsFalse(SpinWait.SpinUntil(() => pool.Predict(row).Pair != (1f, 0f), TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    public void MissingFileIsNamed()
    {
        PredictionEnginePool<First, Both> pool = Pool<First, Both>(services => { }, builder => builder.FromFile("gone", Path.Combine(folder, "gone.zip")));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => pool.GetPredictionEngine("gone")).Message, "gone.zip");
    }

    [TestMethod]
    public void ReloadTokenChangesOnce()
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
        IDataView view = ml.Data.LoadFromEnumerable([new First()]);
        ml.Model.Save(ml.Transforms.CopyColumns(output, output == "First" ? "One" : "Two").Fit(view), view.Schema, path);
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
