using FaceML.Columns;
using FaceML.Images;
using FaceML.Imaging;
using FaceML.Tests.Contract;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Tests.Images;

[TestClass]
public sealed class FacePixelExtractingTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Row
    {
        [FaceImageType]
        public Image? Image { get; set; }
    }

    // Two pixels: red is 10 and 40, green 20 and 50, blue 30 and 60.
    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable<Row>([new() { Image = new Image(2, 1, [10, 20, 30, 40, 50, 60]) }, new()]);

    [TestMethod]
    public void Planes_InBgr_WithMeanAndScale()
    {
        IDataView view = Ml.Faces.ExtractPixels("Pixels", "Image", 2, 1, ChannelOrder.Bgr, mean: 10, scale: 0.5f).Fit(Data).Transform(Data);
        List<object?[]> rows = ViewValues.Read(view, "Pixels");
        CollectionAssert.AreEqual(new[] { 10f, 25, 5, 20, 0, 15 }, (float[])rows[0][0]!);
        Assert.IsTrue(((float[])rows[1][0]!).All(float.IsNaN), "No picture is a vector of missing values.");
        CollectionAssert.AreEqual(new[] { 3, 1, 2 }, ((VectorDataViewType)view.Schema["Pixels"].Type).Dimensions.ToArray());
    }

    [TestMethod]
    public void Interleaved_InRgb_AMeanForEachChannel()
    {
        var tensor = new TensorSpec { Width = 2, Height = 1, Layout = TensorLayout.Nhwc, Mean = [10, 20, 30], Scale = [1, 2, 3] };
        IDataView view = Ml.Faces.ExtractPixels(new FacePixelExtractingOptions { InputColumnName = "Image", Tensor = tensor }).Fit(Data).Transform(Data);
        CollectionAssert.AreEqual(new[] { 0f, 0, 0, 30, 60, 90 }, (float[])ViewValues.Read(view, "Pixels")[0][0]!);
    }

    [TestMethod]
    public void AMeanTooFew_IsSaid()
    {
        var tensor = new TensorSpec { Width = 2, Height = 1, Mean = [10], Scale = [1, 1, 1] };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Ml.Faces.ExtractPixels(new FacePixelExtractingOptions { Tensor = tensor }));
        StringAssert.Contains(error.Message, "3 channels");
    }

    [TestMethod]
    public void Resized_ThenExtracted()
    {
        IDataView view = Ml.Faces.ResizeImages("Image", null, 1, 1).Append(Ml.Faces.ExtractPixels("Pixels", "Image", 1, 1)).Fit(Data).Transform(Data);
        float[] pixel = (float[])ViewValues.Read(view, "Pixels")[0][0]!;
        for (int channel = 0; channel < 3; channel++)
        {
            Assert.AreEqual(25 + 10 * channel, pixel[channel], 1, "The mean of the two pixels.");
        }
    }
}
