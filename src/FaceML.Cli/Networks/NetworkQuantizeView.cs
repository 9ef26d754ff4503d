using Spectre.Console;

namespace FaceML.Cli;

/// <summary>Prints what <c>faceml networks quantize</c> made, and what it costs.</summary>
internal static class NetworkQuantizeView
{
    public static void Write(ToolTerminal terminal, NetworkCard before, QuantizedNetwork made, string file)
    {
        Grid grid = ToolGrid.Create();
        grid.Line("network", $"{made.Card.Name}, from {before.Name}");
        grid.Line("file", $"{file}, {CardText.Size(made.Card.Bytes)} instead of {CardText.Size(before.Bytes)}");
        grid.Line("layers", $"{made.Card.Lineage!.Method}{(made.Left.Count > 0 ? $"; left: {string.Join(", ", made.Left)}" : "")}");
        grid.Line("embeddings", string.Create(CultureInfo.InvariantCulture,
            $"cosine to the float network's {made.MedianCosine:F4} in the median of {made.Cosines.Count} faces that did not calibrate, "
                + $"{made.Cosines[0]:F4} at least"));
        grid.Line("speed here", string.Create(CultureInfo.InvariantCulture,
            $"{made.IntegerMilliseconds:F2} ms a face instead of {made.FloatMilliseconds:F2}, one thread: "
                + $"{made.FloatMilliseconds / made.IntegerMilliseconds:F2} times as fast"));
        grid.Line("processor", $"{IntegerInstructions.Describe()}{(IntegerInstructions.HasDotProduct ? "" : "; no VNNI")}");
        terminal.Rich.Write(grid);
        terminal.Remark(made.IsFaster
            ? "Its embeddings are not those of the float network: fit thresholds anew (faceml fit) and enroll galleries anew."
            : "It is not faster on this machine, only smaller: the float network serves better here.");
    }
}
