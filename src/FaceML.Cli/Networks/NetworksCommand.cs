using System.CommandLine;
using FaceML.Vision;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary><c>faceml networks list|check</c>: what is installed, on which terms, and whether it is what its card says.</summary>
internal static class NetworksCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var list = new Command("list", "The installed networks and their terms.");
        list.SetAction(_ => List(terminal));
        var check = new Command("check", "Compare every network file with its card. Exit code 1 when one differs.");
        check.SetAction(_ => Check(terminal));
        return new Command("networks", "The installed networks.") { list, check };
    }

    private static int List(ToolTerminal terminal)
    {
        IReadOnlyList<NetworkEntry> entries = NetworkCatalog.Default().Entries;
        ToolTable.Write(terminal, ["name", "kind", "size", "state", "licence of package", "weights"], entries.Select(entry =>
        {
            NetworkState state = entry.Check(out string? _);
            return (string[])[entry.Card.Name, entry.Card.Kind.ToString(), $"{entry.Card.Bytes / 1048576.0:F1} MB", state.ToString(), entry.Card.Licence.Package, entry.Card.Licence.Weights];
        }));
        return ExitCode.Success;
    }

    private static int Check(ToolTerminal terminal)
    {
        int different = 0;
        ToolTable.Write(terminal, ["name", "state", "what was found"], NetworkCatalog.Default().Entries.Select(entry =>
        {
            NetworkState state = entry.Check(out string? problem);
            different += state == NetworkState.Ready ? 0 : 1;
            return (string[])[entry.Card.Name, state.ToString(), problem ?? $"SHA-256 {entry.Card.Sha256[..16]}… as its card says"];
        }));
        return different == 0 ? ExitCode.Success : ExitCode.NoMatch;
    }
}
