namespace FaceML.Cli;

/// <summary>Prints what <c>faceml networks check</c> found; says whether all is well.</summary>
internal static class NetworkCheckView
{
    /// <summary>A table of files, their states and terms.</summary>
    public static bool WriteFiles(
        ToolTerminal terminal, IReadOnlyList<(NetworkEntry Entry, NetworkState State, string? Problem)> found, UseProfile profile)
    {
        bool fine = true;
        ToolTable.Write(terminal, ["name", "state", "what was found"], found.Select(network =>
        {
            NetworkLicense license = network.Entry.Card.License;
            bool refused = profile == UseProfile.Commercial && license.CommercialUse != CommercialUse.Allowed;
            fine &= network.State == NetworkState.Ready && !refused;
            string what = network.Problem
                ?? (refused ? $"commercial use {CardText.Use(license.CommercialUse)}: package {license.Package}; {license.Weights}"
                : $"SHA-256 {network.Entry.Card.Sha256[..16]}… as its card says");
            string state = refused && network.Problem is null ? "Refused" : network.State.ToString();
            return (string[])[network.Entry.Card.Name, state, what];
        }));
        return fine;
    }

    /// <summary>How well a network separates faces by its card, beside what else was tried.</summary>
    public static bool WriteSeparation(ToolTerminal terminal, NetworkCard card, EmbedderProbeResult result)
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
