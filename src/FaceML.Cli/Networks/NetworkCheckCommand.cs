using System.CommandLine;
using System.Globalization;
using FaceML.Networks;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml networks check</c>: whether files are what their cards say, whether cards describe them rightly, whether the terms suit the
/// use.
/// </summary>
internal static class NetworkCheckCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var name = new Argument<string?>("name") { Description = "One network; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "A folder with a folder for each person: also measure whether another order, normalization or alignment "
                + "separates them better.",
            HelpName = "DIR",
        };
        var profile = new Option<UseProfile>("--profile") { Description = "Name the networks whose terms do not allow this use." };
        var check = new Command("check", "Compare networks with their cards. Exit code 1 when one differs.") { name, data, profile };
        check.SetAction((parsed, cancellation) =>
        {
            NetworkCatalog catalog = NetworkCatalog.Default();
            IReadOnlyList<NetworkEntry> entries = parsed.GetValue(name) is { } one ? [catalog.Find(one)] : catalog.Entries;
            bool fine = Files(terminal, entries, parsed.GetValue(profile));
            if (parsed.GetValue(data) is { } folder)
            {
                fine &= Separation(terminal, entries, folder, cancellation);
            }

            return Task.FromResult(fine ? ExitCode.Success : ExitCode.NoMatch);
        });
        return check;
    }

    private static bool Files(ToolTerminal terminal, IReadOnlyList<NetworkEntry> entries, UseProfile profile)
    {
        bool fine = true;
        ToolTable.Write(terminal, ["name", "state", "what was found"], entries.Select(entry =>
        {
            NetworkState state = entry.Check(out string? problem);
            if (state == NetworkState.Ready && DoesNotLoad(entry) is { } reason)
            {
                (state, problem) = (NetworkState.Different, reason);
            }

            bool refused = profile == UseProfile.Commercial && entry.Card.License.CommercialUse != CommercialUse.Allowed;
            fine &= state == NetworkState.Ready && !refused;
            string found = problem ?? (
                refused ? $"commercial use {CardText.Use(entry.Card.License.CommercialUse)}: package {entry.Card.License.Package}; "
                    + $"{entry.Card.License.Weights}" : $"SHA-256 {entry.Card.Sha256[..16]}… as its card says");
            return (string[])[entry.Card.Name, refused && problem is null ? "Refused" : state.ToString(), found];
        }));
        return fine;
    }

    // The file is the card's; whether its inputs and outputs are, loading it tells.
    private static string? DoesNotLoad(NetworkEntry entry)
    {
        try
        {
            entry.Load(new() { Profile = UseProfile.Any }).Dispose();
            return null;
        }
        catch (NetworkException e)
        {
            return e.Message;
        }
    }

    private static bool Separation(
        ToolTerminal terminal, IReadOnlyList<NetworkEntry> entries, DirectoryInfo folder, CancellationToken cancellation)
    {
        NetworkEntry[] embedders =
            [.. entries.Where(entry => entry.Card.Kind == NetworkKind.Embedder && entry.Check(out _) == NetworkState.Ready
            && DoesNotLoad(entry) is null)];
        if (embedders.Length == 0)
        {
            terminal.Remark("--data measures embedding networks; none of these is one.");
            return true;
        }

        IReadOnlyList<LabeledFace> faces = LabeledFolder.Read(terminal, folder, cancellation);
        bool fine = true;
        foreach (NetworkEntry entry in embedders)
        {
            ProbeResult result = ToolProgress.Wait(terminal, $"showing the faces to {entry.Card.Name}", () =>
                new EmbedderProbe(entry.Path, faces).Compare(entry.Card), cancellation);
            fine &= Tell(terminal, entry.Card, result);
        }

        return fine;
    }

    private static bool Tell(ToolTerminal terminal, NetworkCard card, ProbeResult result)
    {
        LabeledFolder.Write(terminal, card.Name, result);
        if (card.Embedding!.Impostors is { } claim)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{card.Name}: impostor scores {result.Reference.Separation.ImpostorMean:0.000} ± "
                    + $"{result.Reference.Separation.ImpostorDeviation:0.000}; its card says {claim.Mean:0.000} ± "
                    + $"{claim.Deviation:0.000}"));
        }

        if (result.LikelyMistake is { } better)
        {
            terminal.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{card.Name}: its card is likely wrong in the {better.Changed}: shown as {better.Shown}, d' of the same faces is "
                    + $"{better.Separation.DPrime:0.00} instead of {result.Reference.Separation.DPrime:0.00}."));
            return false;
        }

        LabeledFolder.RemarkUndecided(terminal, card.Name, result);
        if (result.Undecided.Count == 0)
        {
            terminal.Output.WriteLine($"{card.Name}: nothing that was tried separates these faces better than its card.");
        }

        return true;
    }
}
