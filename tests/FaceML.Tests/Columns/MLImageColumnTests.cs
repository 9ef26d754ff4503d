using FaceML.Alignment;
using FaceML.Images;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Tests.Columns;

/// <summary>FaceML's stages among ML.NET's own image stages; what each estimator keeps on such columns is in the contract suite.</summary>
[TestClass]
public sealed class MLImageColumnTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class ImageRow
    {
        // ML.NET's attribute demands a size and does not check it.
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }

    private sealed class Found
    {
        public string Status { get; set; } = "";

        public float[] Embedding { get; set; } = [];
    }

    [TestMethod]
    public void images_that_mlnet_loaded_give_the_faces_and_embeddings_that_our_loader_gives()
    {
        using var folder = new TemporaryFolder();
        Image[] images = [.. SampleFaces.ByImage.SelectMany(p => p).Take(3), SampleFaces.Nobody];
        IDataView paths = Ml.Data.LoadFromEnumerable(images.Select((image, i) => Write(image, folder[$"{i}.png"])).ToArray());
        IDataView ours = Chain(Ml.Faces.LoadImages("Image", "Path"), ImageColumnKind.FaceImage, paths);
        IDataView theirs = Chain(Ml.Transforms.LoadImages("Image", "", "Path"), ImageColumnKind.MLImage, paths);
        ViewValues.AreEqual(ViewValues.Read(ours, "Faces", "Status", "Embedding"), ViewValues.Read(theirs, "Faces", "Status", "Embedding"),
            0, "a chain on MLImage");
        CollectionAssert.AreEqual(new[] { "Found", "Found", "Found", "NoFace" }, ViewValues.Read(theirs, "Status")
            .Select(row => row[0]).ToArray());
    }

    [TestMethod]
    public void aligned_faces_leave_with_a_known_size_and_feed_mlnets_pixel_extraction()
    {
        IDataView data = ContractRow.View(Ml, ContractRow.All.Where(row => row.AlignedFace is not null));
        IDataView view = Ml.Faces.Align(Stock("Aligned"))
            .Append(Ml.Transforms.ExtractPixels("Pixels", "Aligned", interleavePixelColors: true)).Fit(data).Transform(data);
        Assert.AreEqual(new ImageDataViewType(112, 112), view.Schema["Aligned"].Type);
        List<object?[]> rows = ViewValues.Read(view, "Pixels", "AlignedFace");
        Assert.IsNotEmpty(rows);
        foreach (object?[] row in rows)
        {
            CollectionAssert.AreEqual(((Image)row[1]!).Pixels.ToArray().Select(value => (float)value).ToArray(), (float[])row[0]!);
        }
    }

    [TestMethod]
    public void an_image_that_is_missing_is_a_row_with_status_no_image()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<ImageRow>([new() { Image = MLImagePixels.ToMLImage(SampleFaces.Nobody) }, new()]);
        IDataView view = Ml.Faces.Detect("Faces", "Image").Append(Ml.Faces.Align(Stock("Aligned"))).Fit(data).Transform(data);
        List<object?[]> rows = ViewValues.Read(view, "Status", "Aligned");
        CollectionAssert.AreEqual(new object?[] { "NoFace", null }, rows[0]);
        CollectionAssert.AreEqual(new object?[] { "NoImage", null }, rows[1]);
    }

    [TestMethod]
    public void the_disposed_image_that_mlnets_resizing_gives_for_a_missing_one_is_no_image()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<ImageRow>([new() { Image = MLImagePixels.ToMLImage(SampleFaces.Nobody) }, new()]);
        IDataView view = Ml.Transforms.ResizeImages("Image", 64, 64).Append(Ml.Faces.LoadImages("Out", "Image")).Fit(data).Transform(data);
        List<object?[]> rows = ViewValues.Read(view, "Out");
        Assert.AreEqual(64, ((Image)rows[0][0]!).Width);
        Assert.IsNull(rows[1][0]);
    }

    [TestMethod]
    public void a_prediction_engine_takes_images_and_leaves_them_to_their_owner()
    {
        IDataView none = Ml.Data.LoadFromEnumerable(Array.Empty<ImageRow>());
        using TransformerChain<ITransformer> model = new(
            Ml.Faces.Detect("Faces", "Image").Fit(none),
            Ml.Faces.Align("AlignedFace", "Faces", "Image", "Status").Fit(Ml.Faces.Detect("Faces", "Image").Fit(none).Transform(none)),
            Ml.Faces.Embed("Embedding", "AlignedFace").Fit(ContractRow.View(Ml)));
        PredictionEngine<ImageRow, Found> engine = Ml.Model.CreatePredictionEngine<ImageRow, Found>(model);
        using MLImage face = MLImagePixels.ToMLImage(SampleFaces.ByImage[0][0]), nobody = MLImagePixels.ToMLImage(SampleFaces.Nobody);
        Found first = engine.Predict(new ImageRow { Image = face });
        Assert.AreEqual("NoFace", engine.Predict(new ImageRow { Image = nobody }).Status);
        Assert.AreEqual("NoImage", engine.Predict(new ImageRow()).Status);
        Found again = engine.Predict(new ImageRow { Image = face });
        Assert.AreEqual("Found", again.Status);
        CollectionAssert.AreEqual(first.Embedding, again.Embedding);
        Assert.IsFalse(MLImagePixels.IsDisposed(face) || MLImagePixels.IsDisposed(nobody));
    }

    [TestMethod]
    public void images_that_pass_through_several_blocks_of_different_sizes_stay_what_they_were()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        IDataView paths = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 41)
            .Select(i => Write(Noise(random, 20 + i, 7), folder[$"{i}.png"])).ToArray());
        IDataView loaded = Ml.Transforms.LoadImages("Image", "", "Path").Fit(paths).Transform(paths);
        IDataView view = loaded;
        foreach (int block in (int[])[8, 32, 3])
        {
            view = Blocks(view, block);
        }

        ViewValues.AreEqual(ViewValues.Read(loaded, "Image"), ViewValues.Read(view, "Image", "Out3").ConvertAll(row => row[..1]), 0,
            "passed through");
    }

    [TestMethod]
    public void transparent_pixels_lie_on_the_loaders_background()
    {
        // Red at alpha 128, premultiplied; nothing; opaque green.
        using var image = MLImage.CreateFromPixels(3, 1, MLPixelFormat.Bgra32, [0, 0, 128, 128, 0, 0, 0, 0, 0, 255, 0, 255]);
        IDataView data = Ml.Data.LoadFromEnumerable<ImageRow>([new() { Image = image }]);
        byte[] OnBackground(Rgb background)
        {
            var options = new FaceImageLoadingOptions
            {
                InputColumnName = "Image",
                Decoding = ImageDecodeOptions.Default with { Background = background },
            };
            return ((Image)ViewValues.Read(Ml.Faces.LoadImages(options).Fit(data).Transform(data), "Image")[0][0]!).Pixels.ToArray();
        }

        CollectionAssert.AreEqual(new byte[] { 255, 127, 127, 255, 255, 255, 0, 255, 0 }, OnBackground(Rgb.White));
        CollectionAssert.AreEqual(new byte[] { 128, 0, 100, 0, 0, 200, 0, 255, 0 }, OnBackground(new Rgb(0, 0, 200)));
    }

    [TestMethod]
    public void a_transparent_png_looks_the_same_through_both_loaders()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["alpha.png"], Convert.FromBase64String(AlphaPng));
        IDataView paths = Ml.Data.LoadFromEnumerable<FaceSource>([new() { Path = folder["alpha.png"] }]);
        Image Read(IEstimator<ITransformer> chain) => (Image)ViewValues.Read(chain.Fit(paths).Transform(paths), "Image")[0][0]!;
        Image ours = Read(Ml.Faces.LoadImages("Image", "Path"));
        Image theirs = Read(Ml.Transforms.LoadImages("Image", "", "Path").Append(Ml.Faces.LoadImages("Image")));
        Assert.AreEqual((ours.Width, ours.Height), (theirs.Width, theirs.Height));
        // Premultiplying to eight bits rounds.
        Assert.IsLessThanOrEqualTo(1, ours.Pixels.ToArray().Zip(theirs.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max());
        Assert.IsGreaterThan(1, ours.Pixels.ToArray().Distinct().Count());
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32)]
    [DataRow(MLPixelFormat.Rgba32)]
    public void pixels_of_every_width_and_both_formats_arrive_as_they_are(MLPixelFormat format)
    {
        var random = new Random(2);
        for (int width = 1; width <= 33; width++)
        {
            Image image = Noise(random, width, 3);
            byte[] four = [.. image.Pixels.ToArray().Chunk(3)
                .SelectMany(p => format == MLPixelFormat.Bgra32 ? (byte[])[p[2], p[1], p[0], 255] : [p[0], p[1], p[2], 255])];
            using var given = MLImage.CreateFromPixels(width, 3, format, four);
            CollectionAssert.AreEqual(image.Pixels.ToArray(), MLImagePixels.ToImage(given, Rgb.White).Pixels.ToArray(), $"width {width}");
            using MLImage back = MLImagePixels.ToMLImage(image);
            Assert.AreEqual(MLPixelFormat.Bgra32, back.PixelFormat);
            CollectionAssert.AreEqual(image.Pixels.ToArray(), MLImagePixels.ToImage(back, Rgb.White).Pixels.ToArray(), $"width {width}");
        }
    }

    [TestMethod]
    public void an_error_names_both_types_of_image_column()
    {
        IDataView data = ContractRow.View(Ml);
        FaceColumnException error = Assert.ThrowsExactly<FaceColumnException>(() => Ml.Faces.Detect("Faces", "Score").Fit(data));
        StringAssert.Contains(error.Message, "FaceImage or MLImage");
    }

    [TestMethod]
    public void a_pipeline_on_images_of_mlnet_is_saved_with_its_column_types()
    {
        using var folder = new TemporaryFolder();
        IDataView data = ContractRow.View(Ml);
        ITransformer model = Ml.Faces.Align(Stock("Aligned")).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["align.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["align.faceml"], out DataViewSchema schema);
        Assert.AreEqual(data.Schema["StockImage"].Type, schema["StockImage"].Type);
        Assert.AreEqual(data.Schema["StockAlignedFace"].Type, schema["StockAlignedFace"].Type);
        Assert.AreEqual(new ImageDataViewType(112, 112), loaded.GetOutputSchema(schema)["Aligned"].Type);
    }

    // Four by two pixels, RGBA, alphas from 0 to 255.
    private const string AlphaPng =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAYAAAB/qH1jAAAAJklEQVR4nGM4IRf1n+uXTcN/BgYHBgYgGVUhd4IByAICOUWn5H8A4Y4N1MNMgw8AAAAASUVORK5CYII=";

    private static FaceAlignmentOptions Stock(string output) => new()
    {
        OutputColumnName = output,
        StatusColumnName = "Status",
        OutputKind = ImageColumnKind.MLImage,
    };

    private static IDataView Chain(IEstimator<ITransformer> loading, ImageColumnKind kind, IDataView paths) => loading
        .Append(Ml.Faces.Detect("Faces", "Image"))
        .Append(Ml.Faces.Align(new FaceAlignmentOptions { StatusColumnName = "Status", OutputKind = kind }))
        .Append(Ml.Faces.Embed("Embedding", "AlignedFace"))
        .Fit(paths).Transform(paths);

    // Stages with blocks of these sizes, whatever they compute.
    private static IDataView Blocks(IDataView view, int size)
    {
        IDataView numbers = Ml.Transforms.CustomMapping<FaceSource, Numbers>(
            (row, result) => result.Numbers1 = [row.Path.Length], null).Fit(view).Transform(view);
        return new Rows.DoublingTransformer($"Out{size}", "Numbers1", size).Transform(numbers);
    }

    private sealed class Numbers
    {
        [VectorType(1)]
        public float[] Numbers1 { get; set; } = [];
    }

    private static FaceSource Write(Image image, string path)
    {
        image.Save(path);
        return new FaceSource { Path = path };
    }

    private static Image Noise(Random random, int width, int height)
    {
        var image = new Image(width, height);
        random.NextBytes(image.Pixels);
        return image;
    }
}
