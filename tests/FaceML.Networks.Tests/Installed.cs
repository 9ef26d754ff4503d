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
