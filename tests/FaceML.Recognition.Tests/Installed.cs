namespace FaceML.Recognition.Tests;

/// <summary>The networks that the restore brings, loaded once for all tests, and the sample images.</summary>
internal static class Installed
{
    private static readonly Lazy<FaceRecognizer> Default = new(() => FaceRecognizer.CreateDefault());

    public static NetworkCatalog Catalog { get; } = NetworkCatalog.Default();

    public static FaceRecognizer Recognizer => Default.Value;

    public static NetworkEntry Detector => Catalog.Find("ultraface-rfb320");

    public static NetworkEntry Landmarker => Catalog.Find("landmarks-68");

    public static NetworkEntry Embedder => Catalog.Find("faceplugin-512");

    /// <summary>A sample image, 1 to 6.</summary>
    public static Image Sample(int number) => Image.Load(TestData.Samples[number - 1]);

    /// <summary>A folder of its own for a test; deleted when disposed.</summary>
    public static TemporaryFolder Folder() => new();
}
