using FaceML;
using FaceML.Columns;
using Microsoft.ML;
using Microsoft.ML.Trainers;

// Groups the images of a folder by how they look: small gray versions of them, and k-means.
string folder = args[0];
var ml = new MLContext(seed: 1);
IDataView files = ml.Data.LoadFromEnumerable(
    Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Select(file => new ImageFile { File = Path.GetFileName(file) }));

var pipeline = ml.Transforms.LoadImages("Image", folder, "File")
    .Append(ml.Faces.Detect("Faces", "Image"))
    .Append(ml.Transforms.ResizeImages("Small", 16, 16, "Image"))
    .Append(ml.Transforms.ConvertToGrayscale("Gray", "Small"))
    .Append(ml.Transforms.ExtractPixels("Pixels", "Gray", scaleImage: 1 / 255f))
    .AppendCacheCheckpoint(ml)
    .Append(ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options
    {
        FeatureColumnName = "Pixels",
        NumberOfClusters = 2,
        NumberOfThreads = 1,
    }));

IDataView grouped = pipeline.Fit(files).Transform(files);
foreach (GroupedImage image in ml.Data.CreateEnumerable<GroupedImage>(grouped, reuseRowObject: false))
{
    Console.WriteLine($"{image.File}: group {image.PredictedLabel}, faces: {image.Faces.Count}");
}

internal sealed class ImageFile
{
    public string File { get; set; } = "";
}

internal sealed class GroupedImage
{
    public string File { get; set; } = "";

    public uint PredictedLabel { get; set; }

    [FaceColumnType]
    public DetectedFaces Faces { get; set; } = DetectedFaces.NoImage;
}
