namespace FaceML.Evaluation;

/// <summary>A point of an <see cref="ErrorVersusDiscard"/>.</summary>
/// <param name="Discarded">The share of genuine comparisons that are discarded, 0 to 1.</param>
/// <param name="FalseNonMatchRate">The false non-match rate among the others.</param>
public sealed record DiscardPoint(double Discarded, Estimate FalseNonMatchRate);
