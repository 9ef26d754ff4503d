namespace FaceML.Bench;

/// <summary>Where the data sets lie.</summary>
internal static class DataSets
{
    /// <summary>The path of a data set's file or folder.</summary>
    public static string Find(params string[] parts)
    {
        string root = Environment.GetEnvironmentVariable("FACEML_DATASETS") is { Length: > 0 } named
            ? named
            : throw new DirectoryNotFoundException(
                "Set FACEML_DATASETS to the folder that holds the data sets (see docs/measurements.md).");
        string path = Path.Combine([root, .. parts]);
        return Path.Exists(path) ? path : throw new DirectoryNotFoundException($"{path} does not exist.");
    }

    /// <summary>The repository's root: the folder above that holds FaceML.sln.</summary>
    public static string Root
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "FaceML.sln")))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds FaceML.sln.");
        }
    }

    /// <summary>The sample images that the restore brings.</summary>
    public static IReadOnlyList<string> Samples =>
        [.. Enumerable.Range(1, 6).Select(i => Path.Combine(Root, "datasets", "samples", $"sample{i}.jpg"))];

    /// <summary>A folder for files that may be thrown away.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;
}
