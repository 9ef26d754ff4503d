using FaceML.Images;

namespace FaceML.Tests.Images;

[TestClass]
public sealed class FaceImageLoadingTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static IDataView Paths(params string[] paths) =>
        Ml.Data.LoadFromEnumerable(paths.Select(p => new FaceSource { Path = p }).ToArray());

    [TestMethod]
    public void a_path_gives_the_decoders_image()
    {
        IDataView data = Paths(TestData.Samples[0], TestData.Samples[1]);
        List<object?[]> rows = ViewValues.Read(Ml.Faces.LoadImages("Image", "Path").Fit(data).Transform(data), "Image");
        ViewValues.AreEqual([[Image.Load(TestData.Samples[0])], [Image.Load(TestData.Samples[1])]], rows, 0, "pictures");
    }

    [TestMethod]
    public void a_folder_is_where_relative_paths_start_and_is_not_saved()
    {
        using var temporary = new TemporaryFolder();
        IDataView data = Paths(Path.GetFileName(TestData.Samples[0]));
        FaceTransformer loader =
            Ml.Faces.LoadImages(new FaceImageLoadingOptions
            {
                InputColumnName = "Path",
                Folder = Path.GetDirectoryName(TestData.Samples[0])
            }).Fit(data);
        Assert.IsNotNull(ViewValues.Read(loader.Transform(data), "Image")[0][0]);
        Ml.Faces.Save(loader, data.Schema, temporary["loader.faceml"]);
        string saved = FaceML.Saving.SavedPipeline.Inspect(temporary["loader.faceml"]).Stages[0].Settings;
        Assert.IsFalse(saved.Contains("samples", StringComparison.Ordinal), saved);
    }

    [TestMethod]
    public void an_unreadable_image_is_an_error_that_names_it_or_a_row_without()
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllText(temporary["text.jpg"], "not an image");
        IDataView data = Paths(TestData.Samples[0], temporary["text.jpg"], temporary["missing.jpg"]);
        ImageFormatException error =
            Assert.ThrowsExactly<ImageFormatException>(() =>
            ViewValues.Read(Ml.Faces.LoadImages("Image", "Path").Fit(data).Transform(data), "Image"));
        StringAssert.Contains(error.Message, "text.jpg");

        FaceTransformer tolerant =
            Ml.Faces.LoadImages(new FaceImageLoadingOptions { InputColumnName = "Path", SkipUnreadable = true }).Fit(data);
        List<object?[]> rows = ViewValues.Read(tolerant.Transform(data), "Image");
        Assert.IsNotNull(rows[0][0]);
        Assert.IsNull(rows[1][0]);
        Assert.IsNull(rows[2][0]);
    }

    [TestMethod]
    public void limits_are_kept()
    {
        IDataView data = Paths(TestData.Samples[0]);
        FaceTransformer small =
            Ml.Faces.LoadImages(new FaceImageLoadingOptions { InputColumnName = "Path", Decoding = new() { MaximumPixels = 100 } }).Fit(
            data);
        ImageFormatException error = Assert.ThrowsExactly<ImageFormatException>(() => ViewValues.Read(small.Transform(data), "Image"));
        Assert.AreEqual(ImageFormatError.TooManyPixels, error.Error);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Ml.Faces.LoadImages(new FaceImageLoadingOptions { InputColumnName = "Path", Decoding = new() { MaximumBytes = 0 } }).Fit(data));
    }
}
