using FaceML.Alignment;
using FaceML.Columns;
using FaceML.Embedding;
using FaceML.Networks;
using FaceML.Recognition;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Samples;

/// <summary>
/// ML.NET's image stages around FaceML's: its loader before, its pixel extraction and its ONNX stage behind. Both ways give one vector.
/// </summary>
public static class StockImageStages
{
    private sealed class ImageFile
    {
        public string File { get; set; } = "";
    }

    private sealed class Compared
    {
        public string File { get; set; } = "";

        public float Cosine { get; set; }
    }

    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView files = ml.Data.LoadFromEnumerable(
            Enumerable.Range(1, 3).Select(i => new ImageFile { File = $"sample{i}.jpg" }).ToArray());
        NetworkEntry network = NetworkCatalog.Default().Find("faceplugin-512");

        // The numbers of the network's card: models/faceplugin-512.json. Alpha is left out, so the order is blue, green, red.
        var pipeline = ml.Transforms.LoadImages("Image", "datasets/samples", "File")
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.Align(new FaceAlignmentOptions { OutputColumnName = "AlignedFace", OutputKind = ImageColumnKind.MLImage }))
            .Append(ml.Transforms.ExtractPixels("input", "AlignedFace",
                orderOfExtraction: ImagePixelExtractingEstimator.ColorsOrder.ABGR, offsetImage: 127, scaleImage: 1 / 128f))
            .Append(ml.Transforms.ApplyOnnxModel("output", "input", network.Path))
            .Append(ml.Faces.Embed(new FaceEmbeddingOptions
            {
                InputColumnName = "AlignedFace",
                Embedding = new EmbedderOptions { Flip = false },
            }))
            .Append(ml.Faces.Compare("Cosine", "output", "Embedding"));

        IDataView compared = pipeline.Fit(files).Transform(files);
        foreach (Compared face in ml.Data.CreateEnumerable<Compared>(compared, reuseRowObject: false))
        {
            output.WriteLine($"{face.File}: cosine of the two vectors {face.Cosine:F4}");
        }
    }
}

/* Output:
sample1.jpg: cosine of the two vectors 1.0000
sample2.jpg: cosine of the two vectors 1.0000
sample3.jpg: cosine of the two vectors 1.0000
*/
