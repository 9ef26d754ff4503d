using FaceML.Import;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>The networks that came with the restore in other formats than ONNX, by the names of their cards.</summary>
internal static class ImportableNetworks
{
    // A cascade is several recipes.
    private static readonly Dictionary<string, string[]> Recipes = new(StringComparer.Ordinal)
    {
        ["mobilefacenet-192"] = ["mobilefacenet-192"],
        ["dlib-resnet"] = ["dlib-resnet"],
        ["mtcnn-expo"] = ["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet"],
    };

    public static IReadOnlyCollection<string> Names => Recipes.Keys;

    /// <summary>Converts a network, compares what came out with its card, and installs it.</summary>
    public static NetworkEntry Install(string name, string folder, bool replace)
    {
        string sources = Path.Combine(AppContext.BaseDirectory, "networks", "sources");
        string work = Directory.CreateTempSubdirectory("faceml-").FullName;
        try
        {
            List<string> files = [];
            foreach (string recipe in Recipes[name])
            {
                files.Add(Path.Combine(work, recipe + ".onnx"));
                ImportRecipes.Find(recipe).Write(sources, files[^1]);
            }

            return NetworkInstaller.Install(KnownNetworks.All.First(known => known.Name == name), files, folder, replace);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
