using FaceML.Networks;


namespace FaceML.Import;

/// <summary>
/// The networks of the restore that are not ONNX files, by the names of their cards: converted, compared with the card, and installed.
/// </summary>
/// <remarks>Safe to use from several threads and processes: a network is installed whole or not at all.</remarks>
public static class InstallableNetworks
{
    // A cascade is several recipes.
    private static readonly Dictionary<string, string[]> Recipes = new(StringComparer.Ordinal)
    {
        ["mobilefacenet-192"] = ["mobilefacenet-192"],
        ["dlib-resnet"] = ["dlib-resnet"],
        ["mtcnn-expo"] = ["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet"],
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Recipes.Keys;

    /// <summary>Where the build lays the files to convert: the folder <c>networks/sources</c> beside the application.</summary>
    public static string Sources { get; } = Path.Combine(AppContext.BaseDirectory, "networks", "sources");

    /// <summary>Converts a network and installs it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">Where to; made when it does not exist.</param>
    /// <param name="replace">Whether an installed network of that name may be replaced.</param>
    /// <returns>The installed network.</returns>
    /// <exception cref="ImportException">There is no network of that name, or what was converted is not what its card says.</exception>
    /// <exception cref="NetworkException">A network of that name is there already. Nothing was installed.</exception>
    /// <exception cref="IOException">The files to convert are not beside the application, or the folder cannot be written. Nothing was
    /// installed.</exception>
    public static NetworkEntry Install(string name, string folder, bool replace = false)
    {
        if (!Recipes.TryGetValue(name, out string[]? recipes)
            || KnownNetworks.All.FirstOrDefault(known => known.Name == name) is not { } card)
        {
            throw new ImportException($"No network is known as '{name}' that could be converted. Known are: {string.Join(", ", Names)}.");
        }

        string work = Directory.CreateTempSubdirectory("faceml-").FullName;
        try
        {
            string[] files = [.. recipes.Select(recipe => Path.Combine(work, recipe + ".onnx"))];
            foreach ((string recipe, string file) in recipes.Zip(files))
            {
                ImportRecipes.Find(recipe).Write(Sources, file);
            }

            return NetworkInstaller.Install(card, files, folder, replace);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Installs those of some networks that are not installed and can be converted.</summary>
    /// <param name="networks">Their names, such as <c>FaceRecognizerOptions.NetworkNames()</c>.</param>
    /// <param name="folder">Where to; null for <see cref="NetworkCatalog.InstallFolder"/>.</param>
    /// <returns>What was installed; empty when nothing was missing.</returns>
    /// <exception cref="ImportException">What was converted is not what its card says.</exception>
    /// <exception cref="IOException">The files to convert are not beside the application, or the folder cannot be written.</exception>
    public static IReadOnlyList<NetworkEntry> InstallMissing(IEnumerable<string> networks, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(networks);
        string[] convertible = [.. networks.Where(Recipes.ContainsKey)];
        if (convertible.Length == 0)
        {
            return []; // without a look at what is installed, as at most starts of the tool
        }

        string into = folder ?? NetworkCatalog.InstallFolder;
        NetworkCatalog installed = Directory.Exists(into) ? NetworkCatalog.Default(into) : NetworkCatalog.Default();

        // Replacing: another process may do the same just now.
        return [.. convertible.Where(name => !installed.Has(name)).Select(name => Install(name, into, replace: true))];
    }
}
