using FaceML.Calibration;
using FaceML.Loading;
using FaceML.Tests.Support;

namespace FaceML.Bench.Liveness;

/// <summary>One data set of live faces and attacks with the people whom they show; decoded and detected once, held in memory.</summary>
internal sealed class LivenessSet
{
    private const double ClusteringRate = 1e-4;

    private sealed class Grouped
    {
        public string Cluster { get; set; } = "";
    }

    private LivenessSet(string name, LivenessFace[] faces) => (Name, Faces) = (name, faces);

    public string Name { get; }

    public LivenessFace[] Faces { get; }

    /// <summary><c>prints</c>, or another folder of its form: the first four characters of a file's name are the person.</summary>
    public static LivenessSet Prints(string? folder = null) =>
        new(folder is null ? "prints" : Path.GetFileName(folder),
            Read(new MLContext(1).Faces.Data.LoadLiveness(folder ?? DataSets.Find("prints"), personPrefix: 4)));

    /// <summary>
    /// <c>spoof</c>: nobody says who is shown. The people are groups of the faces' embeddings at the threshold of the shipped calibration
    /// for 1 false match in 10,000; an image without a usable face is a person of its own.
    /// </summary>
    public static LivenessSet Spoof()
    {
        var ml = new MLContext(seed: 1);
        LivenessFace[] faces = Read(ml.Faces.Data.LoadLiveness(DataSets.Find("spoof")));
        IDataView view = ml.Data.LoadFromEnumerable(faces);
        IDataView grouped = ml.Faces.Align("AlignedFace", "Faces", "Image")
            .Append(ml.Faces.Embed("Embedding", "AlignedFace"))
            .Append(ml.Faces.Cluster(
                "Cluster", "Embedding", RecipeCalibration.Find(new FaceRecognizerOptions()).At(ClusteringRate).Threshold))
            .Fit(view).Transform(view);
        string[] groups = [.. ml.Data.CreateEnumerable<Grouped>(grouped, reuseRowObject: false, ignoreMissingColumns: true)
            .Select(row => row.Cluster)];
        foreach ((LivenessFace face, string group) in faces.Zip(groups))
        {
            face.Identity = group.Length == 0 ? face.Identity : group;
        }

        return new("spoof", faces);
    }

    /// <summary>The people's images in so many parts, none of whom is in two: one part each where there are few.</summary>
    public IEnumerable<(LivenessFace[] Others, LivenessFace[] Part)> ByPerson(int parts)
    {
        string[] people = [.. Faces.Select(face => face.Identity).Distinct().Order(StringComparer.Ordinal)];
        new Random(1).Shuffle(people);
        int count = Math.Min(parts, people.Length);
        for (int part = 0; part < count; part++)
        {
            HashSet<string> own = [.. people.Where((_, i) => i % count == part)];
            yield return ([.. Faces.Where(face => !own.Contains(face.Identity))], [.. Faces.Where(face => own.Contains(face.Identity))]);
        }
    }

    private static LivenessFace[] Read(IDataView images)
    {
        var ml = new MLContext(seed: 1);
        IDataView found = ml.Faces.LoadImages("Image", nameof(FaceLivenessRow.Path))
            .Append(ml.Faces.Detect("Faces", "Image")).Fit(images).Transform(images);
        return [.. ml.Data.CreateEnumerable<LivenessFace>(found, reuseRowObject: false)];
    }
}
