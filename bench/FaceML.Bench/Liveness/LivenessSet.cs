using FaceML.Calibration;
using FaceML.Loading;
using FaceML.Vision;
using Microsoft.ML;

namespace FaceML.Bench.Liveness;

/// <summary>One data set of live faces and attacks with the people whom they show, detected once.</summary>
internal sealed class LivenessSet(string name, FaceLivenessRow[] rows)
{
    private const double ClusteringRate = 1e-4;

    private sealed class Grouped
    {
        public string Cluster { get; set; } = "";
    }

    public string Name => name;

    public FaceLivenessRow[] Rows => rows;

    /// <summary><c>prints</c>: the first four digits of a file's name are the person.</summary>
    public static LivenessSet Prints() => new("prints", RowsOf(new MLContext(1).Faces.LoadLiveness(DataSets.Find("prints"), personPrefix: 4)));

    /// <summary>
    /// <c>spoof</c>: nobody says who is shown. The people are groups of the faces' embeddings at the threshold of the shipped calibration for 1 false match in
    /// 10,000; an image without a usable face is a person of its own.
    /// </summary>
    public static LivenessSet Spoof()
    {
        var ml = new MLContext(seed: 1);
        FaceLivenessRow[] rows = RowsOf(ml.Faces.LoadLiveness(DataSets.Find("spoof")));
        float threshold = RecipeCalibration.Find(new FaceRecognizerOptions()).At(ClusteringRate).Threshold;
        IDataView images = ml.Data.LoadFromEnumerable(rows);
        IDataView grouped = ml.Faces.LoadImages("Image", nameof(FaceLivenessRow.Path))
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.Align("Chip", "Faces", "Image"))
            .Append(ml.Faces.Embed("Embedding", "Chip"))
            .Append(ml.Faces.Cluster("Cluster", "Embedding", threshold))
            .Fit(images).Transform(images);
        string[] groups = [.. ml.Data.CreateEnumerable<Grouped>(grouped, reuseRowObject: false, ignoreMissingColumns: true).Select(row => row.Cluster)];
        foreach ((FaceLivenessRow row, string group) in rows.Zip(groups))
        {
            row.Identity = group.Length == 0 ? row.Path : group;
        }

        return new("spoof", rows);
    }

    private static FaceLivenessRow[] RowsOf(IDataView view) => [.. new MLContext(1).Data.CreateEnumerable<FaceLivenessRow>(view, reuseRowObject: false)];
}
