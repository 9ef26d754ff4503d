namespace FaceML.Cli;

/// <summary>
/// The network that <c>--network</c> names: one of the catalog, or a file, which is then put into a catalog of its own for as long as the
/// command runs.
/// </summary>
internal sealed class GivenNetwork : IDisposable
{
    private readonly DirectoryInfo? folder;

    private GivenNetwork(string name, NetworkCatalog catalog, DirectoryInfo? folder) => (Name, Catalog, this.folder) =
        (name, catalog, folder);

    public string Name { get; }

    public NetworkCatalog Catalog { get; }

    public static GivenNetwork Find(ToolTerminal terminal, string given)
    {
        if (!given.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var installed = NetworkCatalog.Default();
            return new GivenNetwork(installed.Find(given).Card.Name, installed, null);
        }

        if (!File.Exists(given))
        {
            throw new ToolException($"There is no file {given}.");
        }

        NetworkCard card = CardOf(terminal, given);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("faceml-network-");
        try
        {
            NetworkInstaller.Install(card, [given], folder.FullName);
            return new GivenNetwork(card.Name, NetworkCatalog.Default(folder.FullName), folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public void Dispose() => folder?.Delete(recursive: true);

    private static NetworkCard CardOf(ToolTerminal terminal, string file)
    {
        string beside = Path.ChangeExtension(file, ".json");
        if (File.Exists(beside))
        {
            return NetworkCard.Load(beside);
        }

        if (KnownNetworks.Recognise(file) is { } known)
        {
            return known;
        }

        terminal.Remark($"{Path.GetFileName(file)} has no card: order and normalization of its input are the usual ones. faceml networks "
            + $"add --data measures them.");
        string name = new([.. Path.GetFileNameWithoutExtension(file).ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-')]);
        return CardProposer.Propose(name, [file], CardProposer.EmbedderFamily);
    }
}
