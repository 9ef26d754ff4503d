using System.Collections.Concurrent;
using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML.Transforms;

namespace FaceML.Tests.Serving;

[TestClass]
public sealed class MixedModelServingTests
{
    private static readonly MLContext Ml = new(seed: 1);

    internal sealed class Pair
    {
        [VectorType(8)]
        public float[] a { get; set; } = [1, 2, 3, 4, 5, 6, 7, 8];

        [VectorType(8)]
        public float[] b { get; set; } = [1, 0, 1, 0, 1, 0, 1, 0];
    }

    internal sealed class Sum
    {
        public float Similarity { get; set; }

        [ColumnName("sum")]
        public float[] Values { get; set; } = [];
    }

    internal sealed class Selected
    {
        public float Similarity { get; set; }

        public string Identity { get; set; } = "";
    }

    [TestMethod]
    public void the_pool_answers_like_the_fitted_chain()
    {
        using var folder = new TemporaryFolder();
        ITransformer model = MixedModel.Fit(Ml);
        Ml.Faces.Save(model, MixedModel.Data(Ml).Schema, folder["m.faceml"]);
        using ServiceProvider services = Serve<MixedModel.Row, MixedModel.Answer>(folder["m.faceml"]);
        var pool = services.GetRequiredService<PredictionEnginePool<MixedModel.Row, MixedModel.Answer>>();
        using PredictionEngine<MixedModel.Row, MixedModel.Answer> engine =
            Ml.Model.CreatePredictionEngine<MixedModel.Row, MixedModel.Answer>(model);
        foreach (MixedModel.Row row in MixedModel.Rows())
        {
            MixedModel.Answer expected = engine.Predict(row), found = pool.Predict("m", row);
            Assert.AreEqual(row.Identity, found.Who);
            Assert.AreEqual(expected.Similarity, found.Similarity);
            CollectionAssert.AreEqual(expected.Score, found.Score);
            CollectionAssert.AreEqual(expected.Reduced, found.Reduced);
        }
    }

    [TestMethod]
    public void a_replacement_under_load_mixes_no_two_models()
    {
        using var folder = new TemporaryFolder();
        // Both have the same columns; what the second calls people tells which one answers.
        MixedModel.Save(Ml, folder["0"], "a0", "b0", "c0");
        MixedModel.Save(Ml, folder["1"], "a1", "b1", "c1");
        File.Copy(folder["0"], folder["m.faceml"]);
        using ServiceProvider services = Serve<MixedModel.Row, MixedModel.Answer>(folder["m.faceml"]);
        var pool = services.GetRequiredService<PredictionEnginePool<MixedModel.Row, MixedModel.Answer>>();
        FaceModelLoader loader = services.GetRequiredKeyedService<FaceModelLoader>("m");
        MixedModel.Row[] rows = MixedModel.Rows("a", "b", "c");
        var failures = new ConcurrentBag<string>();
        var seen = new ConcurrentDictionary<char, int>();
        using var stop = new CancellationTokenSource();
        Task[] load = [.. Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = thread; !stop.IsCancellationRequested; i++)
            {
                try
                {
                    MixedModel.Row row = rows[i % rows.Length];
                    string who = pool.Predict("m", row).Who;
                    seen.TryAdd(who[^1], 0);
                    if (who[..1] != row.Identity)
                    {
                        failures.Add($"{row.Identity} was answered as {who}");
                    }
                }
                catch (Exception e)
                {
                    failures.Add(e.ToString());
                }
            }
        }))];
        try
        {
            for (int swap = 1; swap <= 6; swap++)
            {
                File.Copy(folder[$"{swap % 2}"], folder["next"]);
                File.Move(folder["next"], folder["m.faceml"], overwrite: true);
                Wait.Until(() => loader.Version == swap + 1, $"replacement {swap}");
                Wait.Until(() => pool.Predict("m", rows[0]).Who == $"a{swap % 2}", $"the answer of replacement {swap}");
            }
        }
        finally
        {
            // Also where a wait was too long: the load would go on beside all later tests.
            stop.Cancel();
            Task.WaitAll(load);
        }

        Assert.IsEmpty(failures, failures.FirstOrDefault() ?? "");
        Assert.HasCount(2, seen);
    }

    [TestMethod]
    public void a_part_is_refused_at_the_start_where_the_options_say_so()
    {
        using var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["m.faceml"]);
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() =>
            new FaceModelLoader(new() { Path = folder["m.faceml"], Load = new LoadOptions { AllowMLNetStages = false } }));
        Assert.AreEqual(SavedPipelineError.MLNetNotAllowed, error.Error);
    }

    [TestMethod]
    public void a_replacement_with_a_refused_part_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        IDataView data = MixedModel.Data(Ml);
        Ml.Faces.Save(Ml.Faces.Compare("Similarity", "Embedding1", "Embedding2").Fit(data), data.Schema, folder["m.faceml"]);
        using var loader = new FaceModelLoader(new() { Path = folder["m.faceml"], Load = new LoadOptions { AllowMLNetStages = false } });
        MixedModel.Save(Ml, folder["m.faceml"]);
        Wait.Until(() => !loader.Health.IsHealthy, "the refusal");
        StringAssert.Contains(loader.Health.Error, "AllowMLNetStages");
        Assert.AreEqual(1, loader.Version);
    }

    [TestMethod]
    public void native_sessions_of_mlnet_stages_end_with_their_generation()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new Pair()]);
        ITransformer model = Ml.Faces.Compare("Similarity", "a", "b")
            .Append(Ml.Transforms.ApplyOnnxModel(["sum"], ["a", "b"], TinyOnnx.TwoInputs)).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        LoadedPipeline pipeline = PipelineReader.Load(folder["m.faceml"], new LoadOptions(), new MLContext());
        ITransformer onnx = pipeline.Stages[^1];
        var slot = new ModelSlot(new ModelGeneration(pipeline, 1));
        var served = new ServedTransformer(slot);
        using PredictionEngine<Pair, Sum> engine = Ml.Model.CreatePredictionEngine<Pair, Sum>(served);
        CollectionAssert.AreEqual(new float[] { 2, 2, 4, 4, 6, 6, 8, 8 }, engine.Predict(new Pair()).Values);
        slot.Replace(new ModelGeneration(PipelineReader.Load(folder["m.faceml"], new LoadOptions(), new MLContext()), 2));
        CollectionAssert.AreEqual(
            new float[] { 2, 2, 4, 4, 6, 6, 8, 8 }, engine.Predict(new Pair()).Values, "An engine from before answers from the new model.");
        using PredictionEngine<Pair, Sum> old =
            Ml.Model.CreatePredictionEngine<Pair, Sum>(new TransformerChain<ITransformer>(pipeline.Stages[0], onnx));
        Assert.Throws<Exception>(() => old.Predict(new Pair()), "The old session is closed.");
        slot.Close();
    }

    [TestMethod]
    public void a_chain_that_removes_columns_is_served()
    {
        using var folder = new TemporaryFolder();
        IDataView data = MixedModel.Data(Ml);
        ITransformer model = Ml.Faces.Compare("Similarity", "Embedding1", "Embedding2")
            .Append(Ml.Transforms.SelectColumns("Similarity", "Identity")).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        using ServiceProvider services = Serve<MixedModel.Row, Selected>(folder["m.faceml"]);
        var pool = services.GetRequiredService<PredictionEnginePool<MixedModel.Row, Selected>>();
        using PredictionEngine<MixedModel.Row, Selected> engine = Ml.Model.CreatePredictionEngine<MixedModel.Row, Selected>(model);
        MixedModel.Row row = MixedModel.Rows()[4];
        Assert.AreEqual(engine.Predict(row).Similarity, pool.Predict("m", row).Similarity);
        Assert.AreEqual(row.Identity, pool.Predict("m", row).Identity);
    }

    [TestMethod]
    public void a_custom_mapping_is_served_where_its_assembly_is_named()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new Number()]);
        ITransformer model = Ml.Transforms.CustomMapping<Number, Doubled>(DoubledFactory.Map, "faceml-tests-doubled").Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<Number, Doubled>().FromFaceModel("m", new FaceModelLoaderOptions
        {
            Path = folder["m.faceml"],
            Load = new LoadOptions { MLNetAssemblies = [typeof(DoubledFactory).Assembly] },
        });
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.AreEqual(6, provider.GetRequiredService<PredictionEnginePool<Number, Doubled>>().Predict(
            "m", new Number { Value = 3 }).Twice);
    }

    [TestMethod]
    public void what_a_faceml_stage_throws_is_found_behind_an_mlnet_stage()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["broken.jpg"], "no image");
        IDataView data = Ml.Data.LoadFromEnumerable(Enumerable.Repeat(new FaceSource { Path = folder["broken.jpg"] }, 4));
        ITransformer model = Ml.Faces.LoadImages("Image", "Path").Append(Ml.Transforms.CopyColumns("Copy", "Image"))
            .Append(Ml.Transforms.CopyColumns("Again", "Copy")).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["m.faceml"], out _);
        Exception fromCursor = Assert.Throws<Exception>(() => loaded.Transform(data).GetColumn<Image>("Again").ToArray());
        Assert.IsNotNull(Find<ImageFormatException>(fromCursor), fromCursor.ToString());
        using var loader = new FaceModelLoader(new() { Path = folder["m.faceml"] });
        using PredictionEngine<FaceSource, ImageAnswer> engine =
            Ml.Model.CreatePredictionEngine<FaceSource, ImageAnswer>(loader.GetModel());
        Exception fromEngine = Assert.Throws<Exception>(() => engine.Predict(new FaceSource { Path = folder["broken.jpg"] }));
        Assert.IsNotNull(Find<ImageFormatException>(fromEngine), fromEngine.ToString());
        StringAssert.Contains(Find<ImageFormatException>(fromEngine)!.Message, "broken.jpg");
    }

    internal sealed class ImageAnswer
    {
        [FaceColumnType]
        public Image? Again { get; set; }
    }

    internal sealed class Number
    {
        public float Value { get; set; }
    }

    internal sealed class Doubled
    {
        public float Twice { get; set; }
    }

    [CustomMappingFactoryAttribute("faceml-tests-doubled")]
    internal sealed class DoubledFactory : CustomMappingFactory<Number, Doubled>
    {
        public static void Map(Number from, Doubled to) => to.Twice = 2 * from.Value;

        public override Action<Number, Doubled> GetMapping() => Map;
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static ServiceProvider Serve<TData, TPrediction>(string path)
        where TData : class
        where TPrediction : class, new()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<TData, TPrediction>().FromFaceModel("m", path, watchForChanges: true);
        return services.BuildServiceProvider();
    }
}
