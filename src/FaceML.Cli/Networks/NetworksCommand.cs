using System.CommandLine;
using FaceML.Networks;

namespace FaceML.Cli;

/// <summary><c>faceml networks …</c>: what is installed, on which terms, whether it is what its card says, and how to add to it.</summary>
internal static class NetworksCommand
{
    public static Command Create(ToolTerminal terminal) =>
        new("networks", "The installed networks: list, show, check, add, remove, inspect, bench.")
    {
        List(terminal),
        Show(terminal),
        NetworkCheckCommand.Create(terminal),
        NetworkAddCommand.Create(terminal),
        Remove(terminal),
        NetworkInspectCommand.Create(terminal),
        NetworkBenchCommand.Create(terminal),
    };

    private static Command List(ToolTerminal terminal)
    {
        var list = new Command("list", "The installed networks and their terms.");
        list.SetAction(_ =>
        {
            ToolTable.Write(terminal, ["name", "kind", "size", "state", "package", "commercial use"], NetworkCatalog.Default().Entries
                .Select(entry =>
            {
                NetworkState state = entry.Check(out string? _);
                return (string[])[entry.Card.Name, entry.Card.Kind.ToString(), CardText.Size(Bytes(entry.Card)), state.ToString(),
                    entry.Card.License.Package, CardText.Use(entry.Card.License.CommercialUse)];
            }));
            return ExitCode.Success;
        });
        return list;
    }

    private static Command Show(ToolTerminal terminal)
    {
        var name = new Argument<string>("name")
        {
            Description = "The network's name; also one of the known public files that are not installed.",
        };
        var json = new Option<bool>("--json") { Description = "The card as JSON, as it would be written into a file." };
        var show = new Command("show", "A network's card.") { name, json };
        show.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            NetworkCatalog catalog = NetworkCatalog.Default();
            NetworkCard? known = KnownNetworks.All.FirstOrDefault(card => card.Name == wanted);
            NetworkEntry? entry = catalog.Entries.FirstOrDefault(e => e.Card.Name == wanted);
            if (entry is null && known is not null)
            {
                terminal.Remark($"{wanted} is not installed; this is the card by which its file is recognized.");
            }

            NetworkCard card = entry?.Card ?? known ?? catalog.Find(wanted).Card;
            if (parsed.GetValue(json))
            {
                terminal.Output.WriteLine(CardText.Json(card));
            }
            else
            {
                CardText.Write(terminal, card, entry?.Path);
            }

            return ExitCode.Success;
        });
        return show;
    }

    private static Command Remove(ToolTerminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The network's name." };
        var remove = new Command("remove", "Take a network out of the user's folder (or one that FACEML_NETWORKS names).") { name };
        remove.SetAction(parsed =>
        {
            NetworkEntry entry = NetworkCatalog.Default().Find(parsed.GetValue(name)!);
            string folder = Path.GetDirectoryName(entry.CardPath)!;
            if (Path.GetFullPath(folder) == Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "networks")))
            {
                throw new ToolException($"{entry.Card.Name} came with the application ({folder}) and is not removed.");
            }

            NetworkInstaller.Remove(entry);
            terminal.Output.WriteLine($"{entry.Card.Name} was removed from {folder}.");
            return ExitCode.Success;
        });
        return remove;
    }

    private static long Bytes(NetworkCard card) => card.Bytes + card.Stages.Sum(stage => stage.Bytes);
}
