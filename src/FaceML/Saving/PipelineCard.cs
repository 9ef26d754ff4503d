using System.Text;

namespace FaceML.Saving;

/// <summary>The card of a saved pipeline, for people: <c>card.md</c>.</summary>
internal static class PipelineCard
{
    public const string EntryName = "card.md";

    public static string Write(IReadOnlyList<PipelinePart> parts, IReadOnlyList<string> lines, NetworkShelf shelf,
        IReadOnlyList<ManifestNetwork> listed, SaveOptions options)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {options.Title}\n\n");
        if (options.Description is { } description)
        {
            text.Append(description).Append("\n\n");
        }

        text.Append("## Stages\n");
        text.AppendJoin("", lines.Select(line => $"- {line}\n"));
        if (parts.Any(part => part is MLNetPart))
        {
            text.Append("\nThe lines that begin with ML.NET are ML.NET's own stages, in its own format; its loader makes them. Load them "
                + "from origins you trust only, or refuse them (`LoadOptions.AllowMLNetStages`).\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Fitted on\n{options.FittedOn ?? "Not stated by whoever saved this file."}\n");
        Promises(text, parts.OfType<FacePart>().Select(part => part.Stage));
        Figures(text, options);
        text.Append("\n## Networks\n");
        if (listed.Count == 0)
        {
            text.Append("None: no stage runs a network.\n");
        }

        foreach (NetworkContent network in shelf.All)
        {
            Network(text, network, listed.First(n => n.Id == network.Id).Reference);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>A stage's line: what it reads and what it adds.</summary>
    public static string Line(string stage, IEnumerable<string> inputs, IEnumerable<string> outputs) =>
        $"{stage}: {string.Join(", ", inputs)} → {string.Join(", ", outputs)}";

    private static void Promises(StringBuilder text, IEnumerable<FaceTransformer> stages)
    {
        string[] lines = [.. stages.Select(s => s.Describe()).OfType<string>()];
        if (lines.Length > 0)
        {
            text.Append("\n## Decisions and the promise behind them\n");
            text.AppendJoin("", lines.Select(line => $"- {line}\n"));
        }
    }

    private static void Figures(StringBuilder text, SaveOptions options)
    {
        text.Append("\n## Measured\n");
        if (options.Figures.Count == 0)
        {
            text.Append("Nothing was measured with this file by whoever saved it.\n");
            return;
        }

        foreach (SavedFigure figure in options.Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {figure.What}: {figure.Value} (`{figure.Command}`)\n");
        }
    }

    private static void Network(StringBuilder text, NetworkContent network, bool reference)
    {
        text.Append(CultureInfo.InvariantCulture,
            $"- **{network.Name}**, SHA-256 `{network.Sha256}`{(reference ? ", not in this file: looked up by its hash" : "")}\n");
        if (network.Card is not { } card)
        {
            text.Append("  - no card: origin and license are not stated.\n");
            return;
        }

        NetworkLicense license = card.License;
        text.Append(CultureInfo.InvariantCulture,
            $"  - {card.Title}; from {card.Source.Registry} {card.Source.Package} {card.Source.Version}\n");
        text.Append(CultureInfo.InvariantCulture, $"  - package license {license.Package}, stated in {license.StatedIn}\n");
        text.Append(CultureInfo.InvariantCulture, $"  - weights: {license.Weights}\n  - training data: {license.TrainingData}\n");
    }
}
