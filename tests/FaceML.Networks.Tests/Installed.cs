namespace FaceML.Networks.Tests;

/// <summary>The networks that the restore brings.</summary>
internal static class Installed
{
    public static NetworkCatalog Catalog { get; } = NetworkCatalog.Default();

    public static NetworkEntry Detector => Catalog.Find("ultraface-rfb320");

    public static NetworkEntry Landmarker => Catalog.Find("landmarks-68");

    public static NetworkEntry Embedder => Catalog.Find("faceplugin-512");

    /// <summary>A folder of its own for a test; deleted when disposed.</summary>
    public static TemporaryFolder Folder() => new();
}

/// <summary>A new folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("faceml-networks-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
