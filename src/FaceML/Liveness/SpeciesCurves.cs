namespace FaceML.Liveness;

/// <summary>The error curve of each species of attack against all live images: FMR is then APCER, FNMR is BPCER.</summary>
internal sealed class SpeciesCurves(LivenessScores rows, ComparisonScores scores)
{
    private readonly RankedScores ranked = new(scores);
    private readonly double[] weighted = new double[scores.Count];

    /// <summary>The species with attacks that have a score, by their number.</summary>
    public IReadOnlyList<int> Scored { get; } = [.. Enumerable.Range(0, rows.Species.Count).Where(rows.SpeciesOf.Contains)];

    /// <summary>
    /// The curves of the species of <see cref="Scored"/>, with weights of the images or, for null, with the images as they are.
    /// </summary>
    public ErrorCurve[] Of(double[]? weights) => [.. Scored.Select(species =>
    {
        Weigh(weights, species);
        return ranked.Curve(weighted);
    })];

    /// <summary>Whether a resample has live images and attacks of every species.</summary>
    public bool IsUsable(double[] weights) => Scored.All(species =>
    {
        Weigh(weights, species);
        return ranked.HasBothClasses(weighted);
    });

    /// <summary>
    /// The most lenient point at which no species' APCER exceeds a rate: the strictest of theirs, which share their live images.
    /// </summary>
    public static CurvePoint At(IEnumerable<ErrorCurve> curves, double apcer) =>
        curves.Select(curve => curve.AtFalseMatchRate(apcer)).MaxBy(point => point.Threshold)!;

    private void Weigh(double[]? weights, int species)
    {
        for (int i = 0; i < weighted.Length; i++)
        {
            weighted[i] = rows.SpeciesOf[i] == species || rows.SpeciesOf[i] < 0 ? weights?[i] ?? 1 : 0;
        }
    }
}
