namespace FaceML.Training.Heads;

/// <summary>What <see cref="LinearDiscriminant"/> found.</summary>
/// <param name="Head">The head: one linear layer.</param>
/// <param name="Shrinkage">The shrinkage used.</param>
/// <param name="InitialValidation">The true match rate on identities held out, mean of the rounds, of the embeddings as they came; NaN
/// without cross-validation.</param>
/// <param name="Validation">The same with the head. It chose the shrinkage, so it is on the optimistic side; NaN without
/// cross-validation.</param>
public sealed record LinearDiscriminantResult(MetricHead Head, double Shrinkage, double InitialValidation, double Validation);
