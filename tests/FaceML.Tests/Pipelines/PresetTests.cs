using FaceML.Embedding;

namespace FaceML.Tests.Pipelines;

/// <summary>A pipeline and FaceML.Recognition, given the same recipe, give the same vectors; so does the pipeline's saved file.</summary>
[TestClass]
public sealed class PresetTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    [DataRow("fast", 512)]
    [DataRow("balanced", 512)]
    [DataRow("accurate", 512 + 192 + 128)]
    public void every_preset_gives_the_recognizers_vectors(string preset, int length) =>
        GivesTheRecognizersVectors(FaceRecognizerOptions.Preset(preset), length);

    [TestMethod]
    public void points_of_the_detector_are_the_pipelines_too() =>
        GivesTheRecognizersVectors(
            FaceRecognizerOptions.Fast with
            {
                Detector = "mtcnn-expo",
                Points = FacePointSource.Detector,
                Detection = new DetectorOptions { MinSize = 100 }
            }, 512);

    [TestMethod]
    public void a_detectors_points_give_way_to_the_landmark_networks() =>
        GivesTheRecognizersVectors(
            FaceRecognizerOptions.Fast with { Detector = "mtcnn-expo", Detection = new DetectorOptions { MinSize = 100 } }, 512);

    [TestMethod]
    public void a_card_that_asks_for_mirrored_faces_is_heard()
    {
        using var folder = new TemporaryFolder();
        NetworkEntry standard = NetworkCatalog.Default().Find("faceplugin-512");
        NetworkCard card = standard.Card with { Name = "mirrored", Embedding = standard.Card.Embedding! with { Flip = true } };
        NetworkInstaller.Install(card, [standard.Path], folder["networks"]);
        NetworkCatalog catalog = NetworkCatalog.Default(folder["networks"]);

        float[] asked = GivesTheRecognizersVectors(FaceRecognizerOptions.Fast with { Embedder = "mirrored" }, 512, catalog);
        float[] said = GivesTheRecognizersVectors(
            FaceRecognizerOptions.Fast with { Embedding = new EmbedderOptions { Flip = true } }, 512, catalog);
        float[] neither = GivesTheRecognizersVectors(FaceRecognizerOptions.Fast, 512, catalog);
        CollectionAssert.AreEqual(said, asked);
        CollectionAssert.AreNotEqual(neither, asked);
    }

    [TestMethod]
    public void a_detector_without_points_is_refused_where_its_points_are_wanted()
    {
        var options = new FacePipelineOptions { Recognition = new FaceRecognizerOptions { Points = FacePointSource.Detector } };
        NetworkException refused = Assert.ThrowsExactly<NetworkException>(() => Ml.Faces.EmbeddingPipeline(options));
        StringAssert.Contains(refused.Message, "gives no points");
    }

    [TestMethod]
    public void a_network_that_is_not_installed_is_named_with_the_way_to_install_it()
    {
        var bare = new NetworkCatalog(Path.Combine(AppContext.BaseDirectory, "networks"));
        NetworkException missing =
            Assert.ThrowsExactly<NetworkException>(() =>
            Ml.Faces.EmbeddingPipeline(new FacePipelineOptions { Recognition = FaceRecognizerOptions.Accurate, Catalog = bare }));
        StringAssert.Contains(missing.Message, "'faceml networks add mobilefacenet-192' installs it");
    }

    // Images from small to large, one with nobody; the first image's vector is returned.
    private static float[] GivesTheRecognizersVectors(FaceRecognizerOptions recognition, int length, NetworkCatalog? catalog = null)
    {
        catalog ??= AllNetworks.Catalog;
        using var folder = new TemporaryFolder();
        string nobody = folder["nobody.png"];
        SampleFaces.Nobody.Save(nobody);
        string[] images = [.. TestData.Samples.Take(2), nobody];
        using FaceRecognizer recognizer = FaceRecognizer.Create(catalog, recognition);
        float[]?[] expected = [.. images
            .Select(p => recognizer.TryEmbedSingle(Image.Load(p), FaceSelection.Largest, out FaceEmbedding? face, out _)
            ? face.Vector.ToArray()
            : null)];

        IDataView data = Ml.Data.LoadFromEnumerable(images.Select(p => new FaceSource { Path = p }));
        using TransformerChain<FaceEmbeddingTransformer> pipeline =
            Ml.Faces.EmbeddingPipeline(new FacePipelineOptions { Recognition = recognition, Catalog = catalog }).Fit(data);
        Ml.Faces.Save(pipeline, data.Schema, folder["embed.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["embed.faceml"], out _);
        foreach (ITransformer way in (ITransformer[])[pipeline, loaded])
        {
            FaceVector[] found = [.. Ml.Data.CreateEnumerable<FaceVector>(way.Transform(data), reuseRowObject: false)];
            for (int i = 0; i < images.Length; i++)
            {
                Assert.AreEqual(expected[i] is null ? FaceStatus.NoFace : FaceStatus.Found, found[i].Status, images[i]);
                Assert.HasCount(length, found[i].Embedding);

                // Batched or alone, a run differs by rounding and no more.
                Assert.IsTrue(expected[i] is null || expected[i]!.Zip(found[i].Embedding).All(p => MathF.Abs(p.First - p.Second) <= 1e-5f),
                    $"{images[i]}");
            }
        }

        Assert.IsNotNull(expected[0]);
        return expected[0]!;
    }
}
