namespace FaceML.Evaluation;

/// <summary>One group's error rates at the common threshold. Immutable.</summary>
/// <param name="Group">The group's label.</param>
/// <param name="FalseMatchRate">FMR over impostor comparisons within the group; null when there are none.</param>
/// <param name="FalseNonMatchRate">FNMR over genuine comparisons of the group; null when there are none.</param>
public sealed record GroupRates(string Group, Estimate? FalseMatchRate, Estimate? FalseNonMatchRate);
