using Microsoft.ML;

namespace FaceML.Samples;

/// <summary>Whether the face of each image is live before the camera or a print or screen: advisory, see docs/liveness.md.</summary>
public static class AssessLiveness
{
    private sealed class AssessedFace
    {
        public float Liveness { get; set; }
    }

    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromEnumerable(
            Enumerable.Range(1, 6).Select(i => new FaceSource { Path = $"datasets/samples/sample{i}.jpg" }));

        var pipeline = ml.Faces.LoadImages("Image", "Path")
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.AssessLiveness("Liveness", "Faces", "Image"));

        IDataView assessed = pipeline.Fit(images).Transform(images);
        int number = 0;
        foreach (AssessedFace face in ml.Data.CreateEnumerable<AssessedFace>(assessed, reuseRowObject: false))
        {
            output.WriteLine($"sample{++number}.jpg, largest face: {face.Liveness:P0} live");
        }
    }
}

/* Output:
sample1.jpg, largest face: 100 % live
sample2.jpg, largest face: 96 % live
sample3.jpg, largest face: 99 % live
sample4.jpg, largest face: 100 % live
sample5.jpg, largest face: 88 % live
sample6.jpg, largest face: 98 % live
*/
