using FaceML.Galleries;
using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;

namespace FaceML.Tests.Serving;

/// <summary>An identification pipeline that ML.NET's pool serves: the file names its gallery, the host opens it.</summary>
[TestClass]
public sealed class IdentificationServingTests : IDisposable
{
    private static readonly MLContext Ml = new(seed: 1);

    private readonly TemporaryFolder folder = new();
    private readonly Gallery gallery = DoorGallery.Create();

    private string File => folder["door.faceml"];

    public void Dispose()
    {
        gallery.Dispose();
        folder.Dispose();
    }

    [TestMethod]
    public void the_pool_names_the_enrolled_and_leaves_others_unknown()
    {
        Save(gallery);
        using ServiceProvider services = Serve(gallery);

        FaceIdentity anna = Predict(services, DoorGallery.Anna), stranger = Predict(services, DoorGallery.Stranger);

        Assert.AreEqual(("anna", "Anna Berg", MatchDecision.Match), (anna.Identity, anna.Name, anna.Decision));
        Assert.AreEqual(("", MatchDecision.NoMatch), (stranger.Identity, stranger.Decision));
    }

    [TestMethod]
    public void engines_of_several_threads_answer_from_one_gallery()
    {
        Save(gallery);
        using ServiceProvider services = Serve(gallery);
        string[] found = new string[12];

        Parallel.For(0, found.Length, new() { MaxDegreeOfParallelism = 4 }, i =>
            found[i] = Predict(services, i % 2 == 0 ? DoorGallery.Anna : DoorGallery.Stranger).Identity);

        CollectionAssert.AreEqual(Enumerable.Range(0, found.Length).Select(i => i % 2 == 0 ? "anna" : "").ToArray(), found);
    }

    [TestMethod]
    public void who_is_enrolled_or_erased_while_the_pool_serves_is_found_or_not_at_once()
    {
        Save(gallery);
        using ServiceProvider services = Serve(gallery);
        Assert.AreEqual("", Predict(services, DoorGallery.Stranger).Identity);

        DoorGallery.Enroll(gallery, "bert", DoorGallery.Stranger);
        gallery.Remove("anna");

        Assert.AreEqual("bert", Predict(services, DoorGallery.Stranger).Identity);
        Assert.AreEqual("", Predict(services, DoorGallery.Anna).Identity);
    }

    [TestMethod]
    public void a_file_of_another_gallery_is_refused_and_the_pool_goes_on()
    {
        Save(gallery);
        using ServiceProvider services = Serve(gallery);
        FaceModelLoader loader = services.GetRequiredKeyedService<FaceModelLoader>("door");
        using var other = Gallery.Create(
            new Galleries.Stores.MemoryGalleryStore(), gallery.Definition with { Id = "garage" });

        Save(other);

        Wait.Until(() => !loader.Health.IsHealthy, "the refusal");
        StringAssert.Contains(loader.Health.Error, "'garage'");
        Assert.AreEqual("anna", Predict(services, DoorGallery.Anna).Identity);
    }

    [TestMethod]
    public void without_its_gallery_the_server_does_not_start()
    {
        Save(gallery);
        using ServiceProvider services = Serve();

        SavedPipelineException refused =
            Assert.ThrowsExactly<SavedPipelineException>(() => services.GetRequiredKeyedService<FaceModelLoader>("door"));

        StringAssert.Contains(refused.Message, "give it open in LoadOptions.Galleries");
    }

    [TestMethod]
    public void the_gallery_stays_open_when_the_pool_ends()
    {
        Save(gallery);
        using (ServiceProvider services = Serve(gallery))
        {
            Predict(services, DoorGallery.Anna);
        }

        Assert.IsNotNull(gallery.Find("anna"));
    }

    private static FaceIdentity Predict(ServiceProvider services, string path) =>
        services.GetRequiredService<PredictionEnginePool<FaceSource, FaceIdentity>>().Predict("door", new FaceSource { Path = path });

    private ServiceProvider Serve(params Gallery[] galleries)
    {
        var services = new ServiceCollection();
        services.AddPredictionEnginePool<FaceSource, FaceIdentity>()
            .FromFaceModel("door", new FaceModelLoaderOptions { Path = File, Load = new LoadOptions { Galleries = galleries } });
        return services.BuildServiceProvider();
    }

    private void Save(Gallery of)
    {
        IDataView data = Ml.Data.LoadFromEnumerable([new FaceSource { Path = DoorGallery.Anna }]);
        Ml.Faces.Save(
            Ml.Faces.IdentificationPipeline(of, new FacePipelineOptions { Selection = FaceSelection.Largest }).Fit(data), data.Schema,
            File, new SaveOptions { ReferenceNetworks = true });
    }
}
