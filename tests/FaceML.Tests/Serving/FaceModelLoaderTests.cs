using System.Collections.Concurrent;
using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ML;

namespace FaceML.Tests.Serving;

[TestClass]
public sealed class FaceModelLoaderTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void pool_answers_from_the_file()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"], 0.5f);
        using ServiceProvider services = Serve(folder["m.faceml"]);
        var pool = services.GetRequiredService<PredictionEnginePool<ScoreModel.Pair, FaceMatch>>();
        Assert.IsTrue(pool.Predict("m", ScoreModel.WithCosine(0.6f)).IsMatch);
        Assert.IsFalse(pool.Predict("m", ScoreModel.WithCosine(0.3f)).IsMatch);
        FaceModelHealth health = services.GetRequiredKeyedService<FaceModelLoader>("m").Health;
        Assert.AreEqual(1, health.Version);
        Assert.IsTrue(health.IsHealthy);
        Assert.AreEqual(SavedPipeline.Inspect(folder["m.faceml"]).Digest, health.Digest);
    }

    [TestMethod]
    public void a_broken_file_at_the_start_is_an_error()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["m.faceml"], "no model");
        Assert.ThrowsExactly<SavedPipelineException>(() => new FaceModelLoader(new() { Path = folder["m.faceml"] }));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void replaced_under_load_nothing_fails_and_nothing_is_stale(bool byRename)
    {
        using var folder = new TemporaryFolder();
        string[] versions = [.. Enumerable.Range(0, 5).Select(i => folder[$"v{i}.faceml"])];
        float[] tops = [0.1f, 0.3f, 0.5f, 0.7f, 0.9f];
        for (int i = 0; i < versions.Length; i++)
        {
            ScoreModel.Save(Ml, versions[i], tops[i]);
        }

        File.Copy(versions[0], folder["m.faceml"]);
        using ServiceProvider services = Serve(folder["m.faceml"]);
        var pool = services.GetRequiredService<PredictionEnginePool<ScoreModel.Pair, FaceMatch>>();
        FaceModelLoader loader = services.GetRequiredKeyedService<FaceModelLoader>("m");

        // An engine rented before all replacements: ML.NET's pool would go on answering from the model it was made with.
        PredictionEngine<ScoreModel.Pair, FaceMatch> early = pool.GetPredictionEngine("m");
        var failures = new ConcurrentBag<Exception>();
        var thresholds = new ConcurrentDictionary<float, int>();
        long answers = 0;
        using var stop = new CancellationTokenSource();
        Task[] load = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    FaceMatch match = pool.Predict("m", ScoreModel.WithCosine(0.45f));
                    Assert.AreEqual(match.Score >= match.Threshold, match.IsMatch, "Score, threshold and decision must be one model's.");
                    thresholds.TryAdd(match.Threshold, 0);
                    Interlocked.Increment(ref answers);
                }
                catch (Exception e)
                {
                    failures.Add(e);
                }
            }
        }))];

        for (int swap = 1; swap <= 10; swap++)
        {
            int version = swap % versions.Length;
            if (byRename)
            {
                File.Copy(versions[version], folder["next"]);
                File.Move(folder["next"], folder["m.faceml"], overwrite: true);
            }
            else
            {
                ServedFile.Overwrite(folder["m.faceml"], File.ReadAllBytes(versions[version]));
            }

            Wait.Until(
                () => MathF.Abs(pool.Predict("m", ScoreModel.WithCosine(0)).Threshold - tops[version]) < 0.02f, $"replacement {swap}");
            Assert.AreEqual(swap + 1, loader.Version);
            Assert.AreEqual(tops[version], early.Predict(ScoreModel.WithCosine(0)).Threshold, 0.02f,
                "An engine that was rented before answers from the new model too.");
        }

        stop.Cancel();
        Task.WaitAll(load);
        Assert.IsEmpty(failures, failures.FirstOrDefault()?.ToString() ?? "");
        Assert.IsGreaterThan(1000, Interlocked.Read(ref answers));
        Assert.HasCount(versions.Length, thresholds);
        Assert.IsNull(loader.Health.Error);
    }

    [TestMethod]
    public void a_truncated_file_changes_nothing_and_is_said()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"], 0.5f);
        byte[] good = File.ReadAllBytes(folder["m.faceml"]);
        using ServiceProvider services = Serve(folder["m.faceml"]);
        var pool = services.GetRequiredService<PredictionEnginePool<ScoreModel.Pair, FaceMatch>>();
        float before = pool.Predict("m", ScoreModel.WithCosine(0)).Threshold;
        FaceModelLoader loader = services.GetRequiredKeyedService<FaceModelLoader>("m");

        ServedFile.Overwrite(folder["m.faceml"], good[..(good.Length / 2)]);
        Wait.Until(() => !loader.Health.IsHealthy, "the refusal");
        Assert.AreEqual(before, pool.Predict("m", ScoreModel.WithCosine(0)).Threshold);
        Assert.AreEqual(1, loader.Version);
        StringAssert.Contains(loader.Health.Error, "m.faceml");

        ScoreModel.Save(Ml, folder["m.faceml"], 0.8f);
        Wait.Until(() => loader.Version == 2, "the good file");
        Assert.IsTrue(loader.Health.IsHealthy);
    }

    [TestMethod]
    public void a_model_with_other_columns_is_refused()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"]);
        var logger = new ListLogger();
        using var loader = new FaceModelLoader(new() { Path = folder["m.faceml"] }, logger);
        IDataView data = ScoreModel.Data(Ml, 0.5f);
        Ml.Faces.Save(Ml.Faces.Compare("Another", "Embedding1", "Embedding2").Fit(data), data.Schema, folder["m.faceml"]);
        Wait.Until(() => !loader.Health.IsHealthy, "the refusal");
        Assert.AreEqual(1, loader.Version);
        StringAssert.Contains(loader.Health.Error, "Another");
        Wait.Until(() => logger.Lines.Any(l => l.StartsWith("Error", StringComparison.Ordinal)
            && l.Contains("m.faceml", StringComparison.Ordinal)), "the log");
    }

    [TestMethod]
    public void the_reload_token_fires_once_a_replacement()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"], 0.5f);
        using var loader = new FaceModelLoader(new() { Path = folder["m.faceml"] });
        Microsoft.Extensions.Primitives.IChangeToken token = loader.GetReloadToken();
        Assert.IsFalse(token.HasChanged);
        ScoreModel.Save(Ml, folder["m.faceml"], 0.7f);
        Wait.Until(() => token.HasChanged, "the token");
        Assert.IsFalse(loader.GetReloadToken().HasChanged);
        Assert.AreEqual(2, loader.Version);
    }

    [TestMethod]
    public void unwatched_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"], 0.5f);
        using var loader = new FaceModelLoader(new() { Path = folder["m.faceml"], WatchForChanges = false });
        ScoreModel.Save(Ml, folder["m.faceml"], 0.7f);
        Thread.Sleep(1000);
        Assert.AreEqual(1, loader.Version);
    }

    [TestMethod]
    public void a_cursor_keeps_its_generation_and_the_model_scores_views()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"], 0.5f);
        using var loader = new FaceModelLoader(new() { Path = folder["m.faceml"] });
        IDataView scored = loader.GetModel().Transform(ScoreModel.Data(Ml, 0.5f));
        FaceMatch[] matches = [.. Ml.Data.CreateEnumerable<FaceMatch>(scored, reuseRowObject: false, ignoreMissingColumns: true)];
        Assert.HasCount(120, matches);
        Assert.AreEqual(20, matches.Count(m => m.IsMatch), 5);
    }

    [TestMethod]
    public void old_networks_are_let_go_of()
    {
        using var folder = new TemporaryFolder();
        MLContext ml = Ml;
        // The pairs of one image: four faces again, six pairs of different people.
        IDataView data = ml.Data.LoadFromEnumerable(SamplePairs.All.Take(10).ToArray());
        Microsoft.ML.Data.TransformerChain<FaceML.Calibration.FaceThresholdTransformer> Fit(double rate) => ml.Faces.VerificationPipeline(
            new()
            {
                MaxFalseMatchRate = rate,
                Bound = new FaceML.Evaluation.Calibration.ThresholdOptions { Scope = FaceML.Evaluation.Calibration.PromiseScope.Population }
            }).Fit(data);
        using Microsoft.ML.Data.TransformerChain<FaceML.Calibration.FaceThresholdTransformer> a = Fit(0.4), b = Fit(0.8);
        ml.Faces.Save(a, data.Schema, folder["a"]);
        ml.Faces.Save(b, data.Schema, folder["b"]);
        File.Copy(folder["a"], folder["m.faceml"]);
        int before = OnnxNetwork.OpenSessions;
        using (var loader = new FaceModelLoader(new() { Path = folder["m.faceml"] }))
        {
            using PredictionEngine<FaceImagePair, FaceMatch> engine =
                ml.Model.CreatePredictionEngine<FaceImagePair, FaceMatch>(loader.GetModel());
            var pair = new FaceImagePair { Image1 = SamplePairs.All[0].Image1, Image2 = SamplePairs.All[0].Image2 };
            for (int swap = 1; swap <= 4; swap++)
            {
                ServedFile.Overwrite(folder["m.faceml"], File.ReadAllBytes(folder[swap % 2 == 0 ? "a" : "b"]));
                Wait.Until(() => loader.Version == swap + 1, $"replacement {swap}");
                Assert.AreEqual((swap % 2 == 0 ? a : b).LastTransformer.Threshold, engine.Predict(pair).Threshold);
                Assert.AreEqual(before + 3, OnnxNetwork.OpenSessions, "One session a network, however many generations there were.");
            }
        }

        Assert.AreEqual(before, OnnxNetwork.OpenSessions);
    }

    private static ServiceProvider Serve(string path)
    {
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<ScoreModel.Pair, FaceMatch>().FromFaceModel("m", path, watchForChanges: true);
        return services.BuildServiceProvider();
    }

    private sealed class ListLogger : ILogger<FaceModelLoader>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)}");
    }
}
