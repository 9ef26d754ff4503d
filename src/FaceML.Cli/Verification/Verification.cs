using System.Globalization;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>Two probes and what was decided about them. Score, threshold and decision are null when a face is missing.</summary>
internal sealed record Verification(Probe A, Probe B, FaceMetric Metric, float? Score, float? Threshold, bool? IsMatch, string Basis)
{
    public int ExitCode => IsMatch switch { true => Cli.ExitCode.Success, false => Cli.ExitCode.NoMatch, null => Cli.ExitCode.Error };

    /// <summary>Compares the two faces and decides by the threshold given, else by the one that the network's card proposes.</summary>
    public static Verification Decide(Probe a, Probe b, FaceRecognizer recognizer, float? wanted)
    {
        FaceMetric metric = recognizer.Embedder.Metric;
        CardThreshold? card = recognizer.Networks[2].Card.Embedding!.Threshold;
        float threshold = wanted ?? (card is null
            ? throw new ToolException($"The card of {recognizer.Options.Embedder} proposes no threshold; give one with --threshold.")
            : (float)card.Value);
        string basis = wanted is not null ? "threshold given by hand: it carries no promise"
            : string.Create(CultureInfo.InvariantCulture, $"at this threshold {card!.FalseMatchRate:0.#####%} of the impostor pairs matched ({card.MeasuredOn})");
        if (a.Vector is null || b.Vector is null)
        {
            return new(a, b, metric, null, threshold, null, basis);
        }

        float score = FaceComparison.Compare(metric, a.Vector, b.Vector);
        return new(a, b, metric, score, threshold, FaceComparison.IsMatch(metric, score, threshold), basis);
    }
}
