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
            (NetworkEntry Entry, NetworkState State, string? Problem)[] found =
                [.. entries.Select(entry => (entry, entry.CheckByLoading(out string? problem), problem))];
            bool fine = NetworkCheckView.WriteFiles(terminal, found, parsed.GetValue(profile));
            if (parsed.GetValue(data) is { } folder)
            {
                NetworkEntry[] embedders = [.. found.Where(n => n.State == NetworkState.Ready).Select(n => n.Entry)
                    .Where(entry => entry.Card.Kind == NetworkKind.Embedder)];
                fine &= Separation(terminal, embedders, folder, cancellation);
            }

            return Task.FromResult(fine ? ExitCode.Success : ExitCode.NoMatch);
        });
        return check;
    }

    private static bool Separation(
        ToolTerminal terminal, NetworkEntry[] embedders, DirectoryInfo folder, CancellationToken cancellation)
    {
        if (embedders.Length == 0)
        {
            terminal.Remark("--data measures embedding networks; none of these is one.");
            return true;
        }

        IReadOnlyList<LabeledFace> faces = LabeledFolder.Read(terminal, folder, cancellation);
        bool fine = true;
        foreach (NetworkEntry entry in embedders)
        {
            EmbedderProbeResult result = ToolProgress.Wait(terminal, $"showing the faces to {entry.Card.Name}", () =>
                new EmbedderProbe(entry.Path, faces).Compare(entry.Card), cancellation);
            fine &= NetworkCheckView.WriteSeparation(terminal, entry.Card, result);
        }

        return fine;
    }
}
