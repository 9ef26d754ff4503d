using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>A card for a person: in lines, or as JSON to be edited.</summary>
internal static partial class CardText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The card as JSON, every letter as itself, a list of numbers in one line.</summary>
    public static string Json(NetworkCard card) =>
        NumberLists().Replace(JsonNode.Parse(card.ToJson())!.ToJsonString(Readable), list =>
            "[" + string.Join(", ", list.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)) + "]");

    /// <summary>The words of <see cref="CommercialUse"/>.</summary>
    public static string Use(CommercialUse use) => use switch
    {
        CommercialUse.Allowed => "allowed",
        CommercialUse.Forbidden => "forbidden",
        _ => "not stated",
    };

    /// <summary>A file's size in the unit that suits it.</summary>
    public static string Size(long bytes) => bytes < 1 << 20
        ? FormattableString.Invariant($"{bytes / 1024.0:F1} KB")
        : FormattableString.Invariant($"{bytes / 1048576.0:F1} MB");

    public static void Write(ToolTerminal terminal, NetworkCard card, string? path)
    {
        Grid grid = ToolGrid.Create();
        grid.Line("name", card.Name);
        grid.Line("title", card.Title);
        grid.Line("file", $"{path ?? card.File}, {Size(card.Bytes)}");
        grid.Line("SHA-256", card.Sha256);
        grid.Line("from", $"{card.Source.Registry} {card.Source.Package} {card.Source.Version}: {card.Source.Path}");
        if (card.Source.Facts is { } facts)
        {
            grid.Line("facts", facts);
        }

        grid.Line("license", $"package {card.License.Package}; {card.License.StatedIn}");
        grid.Line("weights", $"{card.License.Weights}; commercial use {Use(card.License.CommercialUse)}");
        grid.Line("training data", card.License.TrainingData);
        Ends(grid, card.Inputs, card.Outputs);
        foreach (NetworkStage stage in card.Stages)
        {
            grid.Line("stage", $"{stage.File}, {Size(stage.Bytes)}");
            Ends(grid, stage.Inputs, stage.Outputs);
        }

        Kind(grid, card);
        if (card.Lineage is { } lineage)
        {
            string parent = lineage.Parent is null ? "from random weights" : $"from {lineage.Parent}";
            grid.Line(StaticQuantizer.Made(card) ? "quantized" : "trained", $"{parent}; {lineage.Data}; {lineage.Method}");
        }

        foreach (MeasuredFigure figure in card.Measured)
        {
            string error = figure.StandardError is { } e ? string.Create(CultureInfo.InvariantCulture, $" ± {e}") : "";
            grid.Line("measured", string.Create(CultureInfo.InvariantCulture, $"{figure.What}: {figure.Value}{error}"));
        }

        terminal.Rich.Write(grid);
    }

    private static void Kind(Grid grid, NetworkCard card)
    {
        if (card.Detection is { } detection)
        {
            grid.Line("detector", string.Create(CultureInfo.InvariantCulture,
                $"family {detection.Family}, scores from {detection.ScoreThreshold}, on tiles from {detection.TileScoreThreshold}, "
                    + $"overlap up to {detection.NmsIou}"));
        }
        else if (card.Liveness is { } liveness)
        {
            Liveness(grid, liveness);
        }
        else if (card.Landmarks is { } landmarks)
        {
            grid.Line("landmarks", $"family {landmarks.Family}");
        }
        else if (card.Embedding is { } embedding)
        {
            string mirrored = embedding.Flip ? ", shown mirrored too" : "";
            grid.Line("embedder", string.Create(CultureInfo.InvariantCulture,
                $"{embedding.Length} numbers, {Lower(embedding.Metric)}, faces aligned by {embedding.Template}{mirrored}"));
            if (embedding.Impostors is { } impostors)
            {
                grid.Line("impostors", string.Create(
                    CultureInfo.InvariantCulture, $"{impostors.Mean} ± {impostors.Deviation}; {impostors.MeasuredOn}"));
            }
        }
    }

    private static void Liveness(Grid grid, LivenessCard liveness) => grid.Line("liveness", string.Create(CultureInfo.InvariantCulture,
        $"{liveness.Crop} times the face's box is shown, class {liveness.Live} is live, scores are "
            + $"{(liveness.Logits ? "logits" : "probabilities")}"));

    private static void Ends(Grid grid, IReadOnlyList<NetworkInput> inputs, IReadOnlyList<NetworkOutput> outputs)
    {
        foreach (NetworkInput input in inputs)
        {
            grid.Line("input", $"{input.Name}: {Size(input)}, {input.Order.ToString().ToUpperInvariant()}, "
                + $"{input.Layout.ToString().ToUpperInvariant()}, {Value(input)}, batch "
                + $"{Lower(input.Batch)}{(input.Fit == InputFit.Letterbox ? ", letterbox" : "")}");
        }

        grid.Line("output", string.Join(", ", outputs
            .Select(output => $"{output.Role} {string.Join('×', output.Shape)}{(output.Name == output.Role ? "" : $" ({output.Name})")}")));
    }

    private static string Size(NetworkInput input) => input.Resizing is { } open
        ? $"any size (such as {input.Width}×{input.Height}), longest side {open.LongestSide}, in multiples of {open.Multiple}"
        : $"{input.Width}×{input.Height}";

    private static string Value(NetworkInput input)
    {
        string mean = Numbers(input.Mean), scale = Numbers(input.Scale);
        string value = (mean, scale) switch
        {
            ("0", "1") => "0..255",
            ("0", _) => $"x × {scale}",
            (_, "1") => $"x − {mean}",
            _ => $"(x − {mean}) × {scale}",
        };
        return input.Standardize == InputStandardization.PerImage ? value + ", each image whitened" : value;
    }

    private static string Numbers(IReadOnlyList<float> numbers)
    {
        string[] texts = [.. numbers.Select(n => n.ToString("0.######", CultureInfo.InvariantCulture)).Distinct()];
        return texts.Length == 1
            ? texts[0]
            : $"[{string.Join(", ", numbers.Select(n => n.ToString("0.######", CultureInfo.InvariantCulture)))}]";
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    // A line break inside the brackets: never part of a JSON string.
    [GeneratedRegex(@"\[\s*\n([-+\d.eE,\s]+)\]")]
    private static partial Regex NumberLists();
}
