namespace FaceML.Training.Optimization;

/// <summary>
/// Ends a run when the validation metric has stopped becoming better (Prechelt, "Early stopping, but when?", 1998, the third class of
/// rules).
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs without improvement before the end, at least 1. The default value is 5.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>By how much the metric must rise to count as better, at least 0. The default value is 0.</summary>
    public double MinimumGain { get; init; }

    /// <summary>Whether the run ends here.</summary>
    /// <param name="validation">The metric after each epoch so far, larger is better.</param>
    public bool ShouldStop(IReadOnlyList<double> validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        double best = double.NegativeInfinity;
        int waited = 0;
        foreach (double metric in validation)
        {
            waited = metric > best + MinimumGain ? 0 : waited + 1;
            best = waited == 0 ? metric : best;
        }

        return waited >= Math.Max(1, Patience);
    }
}
