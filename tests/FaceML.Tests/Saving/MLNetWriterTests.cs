using Microsoft.ML.Transforms;

namespace FaceML.Tests.Saving;

[TestClass]
public sealed partial class MLNetWriterTests
{
    private static readonly MLContext Ml = new(seed: 1);

    internal sealed class ImageRow
    {
        [FaceColumnType]
        public Image AlignedFace { get; set; } = new(8, 8);

        [VectorType(8)]
        public float[] A { get; set; } = [1, 2, 3, 4, 5, 6, 7, 8];

        [VectorType(8)]
        public float[] B { get; set; } = [1, 0, 1, 0, 1, 0, 1, 0.5f];

        public string Path { get; set; } = "";

        [KeyType(3)]
        public uint Key { get; set; }
    }

    internal sealed class Vectors
    {
        [VectorType(8)]
        public float[] A { get; set; } = [];
    }

    internal sealed class Longest
    {
        public float Most { get; set; }
    }

    [CustomMappingFactoryAttribute("faceml-tests-longest")]
    internal sealed class LongestFactory : CustomMappingFactory<Vectors, Longest>
    {
        public static void Map(Vectors from, Longest to) => to.Most = from.A.Max();

        public override Action<Vectors, Longest> GetMapping() => Map;
    }

    private sealed class Stranger : ITransformer
    {
        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx)
        {
        }

        public IDataView Transform(IDataView input) => input;
    }

    [TestMethod]
    public void a_mixed_chain_comes_back_with_equal_outputs()
    {
        using var folder = new TemporaryFolder();
        IDataView data = MixedModel.Data(Ml);
        ITransformer model = MixedModel.Fit(Ml);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        using TransformerChain<ITransformer> loaded = new MLContext().Faces.Load(folder["m.faceml"], out DataViewSchema schema);
        AssertEqual(model.Transform(data), loaded.Transform(data));
        Assert.AreEqual("Embedding1, Embedding2, Identity", string.Join(", ", schema.Select(c => c.Name)));
    }

    [TestMethod]
    public void runs_of_mlnet_stages_become_one_part_each()
    {
        using var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["m.faceml"]);
        var saved = SavedPipeline.Inspect(folder["m.faceml"]);
        Assert.AreEqual("mlnet, compare, mlnet", string.Join(", ", saved.Stages.Select(s => s.Kind)));
        StringAssert.Contains(saved.Stages[0].Settings, "\"TermTransform\"");
        StringAssert.Contains(saved.Stages[2].Settings, "\"PrincipalComponentAnalysisTransformer\"");
    }

    [TestMethod]
    public void the_card_names_the_mlnet_stages_and_says_what_loading_them_means()
    {
        using var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["m.faceml"]);
        Snapshot.AssertApproved(SavedPipeline.Inspect(folder["m.faceml"]).Card, "MixedModelCard");
    }

    [TestMethod]
    public void key_values_survive_between_mlnet_and_faceml_stages()
    {
        using var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["m.faceml"], "Ada", "Grace", "Emmy");
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["m.faceml"], out _);
        IDataView scored = loaded.Transform(MixedModel.Data(Ml, "Ada", "Grace", "Emmy"));
        CollectionAssert.AreEqual(
            scored.GetColumn<string>("Identity").ToArray(),
            scored.GetColumn<string>("Who").ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Label"].GetKeyValues(ref names);
        CollectionAssert.AreEquivalent(new[] { "Ada", "Grace", "Emmy" }, names.DenseValues().Select(n => n.ToString()).ToArray());
    }

    [TestMethod]
    public void the_same_mixed_model_saved_twice_has_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        ITransformer model = MixedModel.Fit(Ml);
        DataViewSchema schema = MixedModel.Data(Ml).Schema;
        Ml.Faces.Save(model, schema, folder["a.faceml"]);
        // Dates in zips have two seconds.
        Thread.Sleep(2100);
        new MLContext().Faces.Save(model, schema, folder["b.faceml"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["a.faceml"]), File.ReadAllBytes(folder["b.faceml"]));
    }

    [TestMethod]
    public void a_loaded_mixed_chain_saves_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["a.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["a.faceml"], out DataViewSchema schema);
        Ml.Faces.Save(loaded, schema, folder["b.faceml"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["a.faceml"]), File.ReadAllBytes(folder["b.faceml"]));
    }

    [TestMethod]
    public void nested_chains_are_saved_like_flat_ones()
    {
        using var folder = new TemporaryFolder();
        ITransformer flat = MixedModel.Fit(Ml);
        ITransformer[] stages = [.. MLNetStages.Flatten(flat)];
        var nested = new TransformerChain<ITransformer>(
            new TransformerChain<ITransformer>(stages[0], new TransformerChain<ITransformer>(stages[1], stages[2])),
            new TransformerChain<ITransformer>(stages[3..]));
        Ml.Faces.Save(flat, MixedModel.Data(Ml).Schema, folder["flat.faceml"]);
        Ml.Faces.Save(nested, MixedModel.Data(Ml).Schema, folder["nested.faceml"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["flat.faceml"]), File.ReadAllBytes(folder["nested.faceml"]));
    }

    [TestMethod]
    public void a_chain_of_mlnet_stages_only_is_saved_too()
    {
        IDataView data = MixedModel.Data(Ml);
        ITransformer model = Ml.Clustering.Trainers.KMeans("Embedding1", numberOfClusters: 3).Fit(data);
        AssertComesBack(model, data);
    }

    [TestMethod]
    public void images_through_a_network_come_back_after_its_file_is_gone()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(TestData.Root, "eng/npm/node_modules/faceplugin-face-recognition-js/model/fr_detect.onnx"),
            folder["detect.onnx"]);
        IDataView data = Ml.Data.LoadFromEnumerable(TestData.Samples.Take(2).Select(path => new ImageRow { Path = path }));
        ITransformer model = Ml.Faces.Compare("Similarity", "A", "B")
            .Append(Ml.Transforms.LoadImages("Image", null, "Path"))
            .Append(Ml.Transforms.ResizeImages("Image", 320, 240))
            .Append(Ml.Transforms.ExtractPixels("input", "Image", interleavePixelColors: false, offsetImage: 127, scaleImage: 1 / 128f))
            .Append(Ml.Transforms.ApplyOnnxModel(["scores"], ["input"], folder["detect.onnx"]))
            .Fit(data);
        float[][] expected = [.. model.Transform(data).GetColumn<float[]>("scores")];
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        (model as IDisposable)?.Dispose();
        File.Delete(folder["detect.onnx"]);
        using TransformerChain<ITransformer> loaded = new MLContext().Faces.Load(folder["m.faceml"], out _);
        float[][] found = [.. loaded.Transform(data).GetColumn<float[]>("scores")];
        Assert.HasCount(2, found);
        Assert.IsGreaterThan(0.9f, found[0].Max(), "The network found a face.");
        for (int i = 0; i < 2; i++)
        {
            CollectionAssert.AreEqual(expected[i], found[i]);
        }
    }

    [TestMethod]
    public void an_mlnet_stage_over_a_faceml_column_comes_back()
    {
        using var folder = new TemporaryFolder();
        var row = new ImageRow { AlignedFace = SampleFaces.Nobody };
        IDataView data = Ml.Data.LoadFromEnumerable([row]);
        ITransformer model = Ml.Transforms.CopyColumns("Copy", "AlignedFace").Append(Ml.Faces.Compare("Similarity", "A", "B")).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["m.faceml"], out _);
        IDataView scored = loaded.Transform(data);
        Assert.IsInstanceOfType<FaceImageDataViewType>(scored.Schema["Copy"].Type);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Copy"]]);
        Assert.IsTrue(cursor.MoveNext());
        Image? copy = null;
        cursor.GetGetter<Image?>(scored.Schema["Copy"])(ref copy);
        Assert.AreSame(row.AlignedFace, copy);
    }

    [TestMethod]
    public void a_stage_that_removes_columns_comes_back()
    {
        IDataView data = MixedModel.Data(Ml);
        ITransformer model = Ml.Faces.Compare("Similarity", "Embedding1", "Embedding2")
            .Append(Ml.Transforms.SelectColumns("Similarity", "Identity"))
            .Append(Ml.Transforms.NormalizeMinMax("Similarity")).Fit(data);
        AssertComesBack(model, data);
    }

    [TestMethod]
    public void stock_images_are_columns_that_a_manifest_can_name()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new ImageRow { Path = TestData.Samples[0] }]);
        ITransformer model = Ml.Transforms.LoadImages("Image", null, "Path").Append(Ml.Transforms.ResizeImages("Small", 32, 24, "Image"))
            .Append(Ml.Faces.Compare("Similarity", "A", "B")).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        var saved = SavedPipeline.Inspect(folder["m.faceml"]);
        Assert.AreEqual("MLImage", saved.Output.Single(c => c.Name == "Image").Type);
        Assert.AreEqual("MLImage<24 x 32>", saved.Output.Single(c => c.Name == "Small").Type);
    }

    [TestMethod]
    public void golden_numbers_hold_what_mlnet_stages_compute()
    {
        using var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["m.faceml"]);
        ForgedArchive.Write(folder["m.faceml"], folder["forged.faceml"], entries =>
        {
            var golden = System.Text.Json.Nodes.JsonNode.Parse(entries["golden.json"])!;
            System.Text.Json.Nodes.JsonArray numbers = golden["stages"]![2]!["numbers"]!.AsArray();
            Assert.IsGreaterThan(5, numbers.Count);
            numbers[0] = 99f;
            entries["golden.json"] = System.Text.Encoding.UTF8.GetBytes(golden.ToJsonString());
        });
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["forged.faceml"], out _));
        Assert.AreEqual(SavedPipelineError.GoldenCheck, error.Error);
        StringAssert.Contains(error.Message, "PrincipalComponentAnalysisTransformer");
        Ml.Faces.Load(folder["forged.faceml"], out _, new LoadOptions { GoldenCheck = false }).Dispose();
    }

    [TestMethod]
    public void an_onnx_file_that_the_guard_refuses_is_refused_when_it_is_saved()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["random.onnx"], TinyOnnx.Random);
        UnsavableStageException error = Refused(Ml.Transforms.ApplyOnnxModel(["y"], ["A"], folder["random.onnx"]));
        StringAssert.Contains(error.Message, "RandomNormalLike");
    }

    private static UnsavableStageException Refused(IEstimator<ITransformer> pipeline)
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new ImageRow { Path = "a" }]);
        ITransformer model = pipeline.Fit(data);
        UnsavableStageException error =
            Assert.ThrowsExactly<UnsavableStageException>(() => Ml.Faces.Save(model, data.Schema, folder["m.faceml"]));
        Assert.IsEmpty(folder.Files);
        return error;
    }

    private static void AssertComesBack(ITransformer model, IDataView data)
    {
        using var folder = new TemporaryFolder();
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["m.faceml"], out _);
        AssertEqual(model.Transform(data), loaded.Transform(data));
    }

    private static void AssertEqual(IDataView expected, IDataView found)
    {
        Assert.AreEqual(string.Join(", ", expected.Schema.Where(c => !c.IsHidden)),
            string.Join(", ", found.Schema.Where(c => !c.IsHidden)));
        int compared = 0;
        foreach (DataViewSchema.Column column in expected.Schema.Where(c => !c.IsHidden))
        {
            CollectionAssert.AreEqual(Texts(expected, column.Name), Texts(found, column.Name), column.Name);
            compared++;
        }

        Assert.IsGreaterThan(1, compared);
    }

    private static string[] Texts(IDataView view, string column) => view.Schema[column].Type switch
    {
        VectorDataViewType { ItemType: var item } when item == NumberDataViewType.Single =>
            [.. view.GetColumn<float[]>(column).Select(v => string.Join(" ", v.Select(n => n.ToString("R"))))],
        TextDataViewType => [.. view.GetColumn<string>(column)],
        KeyDataViewType => [.. view.GetColumn<uint>(column).Select(n => $"{n}")],
        NumberDataViewType type when type == NumberDataViewType.Single => [.. view.GetColumn<float>(column).Select(n => n.ToString("R"))],
        var other => throw new NotSupportedException(other.ToString()),
    };
}
