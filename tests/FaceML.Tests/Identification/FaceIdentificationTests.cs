using FaceML.Galleries;
using FaceML.Galleries.Stores;
using FaceML.Identification;

namespace FaceML.Tests.Identification;

[TestClass]
public sealed class FaceIdentificationTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private readonly Gallery gallery = DoorGallery.Create();

    private static FaceSource[] Sources => [new() { Path = DoorGallery.Anna }, new() { Path = DoorGallery.Stranger }];

    [TestCleanup]
    public void Close() => gallery.Dispose();

    [TestMethod]
    public void the_pipeline_names_the_enrolled_and_leaves_others_unknown()
    {
        FaceIdentity[] found = Identities(Pipeline());

        Assert.AreEqual(("anna", "Anna Berg", MatchDecision.Match), (found[0].Identity, found[0].Name, found[0].Decision));
        Assert.AreEqual(("", "", MatchDecision.NoMatch), (found[1].Identity, found[1].Name, found[1].Decision));
        Assert.IsTrue(found[0].Score > 0.9f && found[1].Score < 0.5f, $"{found[0].Score} and {found[1].Score}");
    }

    [TestMethod]
    public void who_is_erased_is_found_no_more_without_fitting_again()
    {
        TransformerChain<FaceTransformer> model = Pipeline();

        gallery.Remove("anna");

        Assert.AreEqual("", Identities(model)[0].Identity);
    }

    [TestMethod]
    public void a_saved_pipeline_refers_to_its_gallery_and_holds_no_template()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable(Sources);
        Ml.Faces.Save(Pipeline(), data.Schema, folder["door.faceml"], new SaveOptions { ReferenceNetworks = true });
        long length = new FileInfo(folder["door.faceml"]).Length;

        DoorGallery.Enroll(gallery, "bert", DoorGallery.Stranger);
        Ml.Faces.Save(Pipeline(), data.Schema, folder["again.faceml"], new SaveOptions { ReferenceNetworks = true });
        using TransformerChain<ITransformer> loaded =
            Ml.Faces.Load(folder["door.faceml"], out _, new LoadOptions { Galleries = [gallery] });

        Assert.AreEqual(length, new FileInfo(folder["again.faceml"]).Length, "the file does not grow with the gallery");
        Assert.AreEqual("bert", Identities(loaded)[1].Identity);
    }

    [TestMethod]
    public void loading_without_the_gallery_or_with_one_of_another_recipe_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        Ml.Faces.Save(Pipeline(), Ml.Data.LoadFromEnumerable(Sources).Schema, folder["door.faceml"],
            new SaveOptions { ReferenceNetworks = true });
        using var other = Gallery.Create(new MemoryGalleryStore(), gallery.Definition with { Recipe = new("mine", "00112233aabbccdd") });

        SavedPipelineException without = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["door.faceml"], out _));
        SavedPipelineException wrong = Assert.ThrowsExactly<SavedPipelineException>(() =>
            Ml.Faces.Load(folder["door.faceml"], out _, new LoadOptions { Galleries = [other] }));

        StringAssert.Contains(without.Message, "'door' is not in the file; give it open in LoadOptions.Galleries");
        StringAssert.Contains(wrong.Message, "holds embeddings of mine");
    }

    [TestMethod]
    public void a_pipeline_of_another_recipe_refuses_the_gallery()
    {
        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => Ml.Faces.IdentificationPipeline(
            gallery, new FacePipelineOptions { Recognition = FaceRecognizerOptions.Fast }).Fit(Ml.Data.LoadFromEnumerable(Sources)));

        Assert.AreEqual(GalleryError.RecipeMismatch, refused.Error);
    }

    private static FaceIdentity[] Identities(ITransformer model) => [.. Ml.Data.CreateEnumerable<FaceIdentity>(
        model.Transform(Ml.Data.LoadFromEnumerable(Sources)), reuseRowObject: false)];

    private TransformerChain<FaceTransformer> Pipeline() =>
        Ml.Faces.IdentificationPipeline(gallery, new FacePipelineOptions { Selection = FaceSelection.Largest })
            .Fit(Ml.Data.LoadFromEnumerable(Sources));
}
