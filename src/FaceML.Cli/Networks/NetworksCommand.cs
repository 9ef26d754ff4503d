namespace FaceML.Cli;

/// <summary><c>faceml networks …</c>: what is installed, on which terms, whether it is what its card says, and how to add to it.</summary>
internal static class NetworksCommand
{
    public static Command Create(ToolTerminal terminal) =>
        new("networks", "The installed networks: list, show, check, add, remove, inspect, quantize, bench.")
    {
        List(terminal),
        NetworkShowCommand.Create(terminal),
        NetworkCheckCommand.Create(terminal),
        NetworkAddCommand.Create(terminal),
        NetworkRemoveCommand.Create(terminal),
        NetworkInspectCommand.Create(terminal),
        NetworkQuantizeCommand.Create(terminal),
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

    private static long Bytes(NetworkCard card) => card.Bytes + card.Stages.Sum(stage => stage.Bytes);
}
