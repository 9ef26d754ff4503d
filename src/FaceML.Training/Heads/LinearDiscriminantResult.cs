namespace FaceML.Training.Heads;

/// <summary>What <see cref="LinearDiscriminant"/> found.</summary>
/// <param name="Head">The head: one linear layer.</param>
/// <param name="Shrinkage">The shrinkage of the whitening; null where nuisance directions were removed.</param>
/// <param name="Cutoff">The cutoff of the nuisance directions removed; null where the embeddings were whitened.</param>
/// <param name="InitialValidation">The true match rate on identities held out, mean of the rounds, of the embeddings as they came; NaN
/// without cross-validation.</param>
/// <param name="Validation">The same with the head. It chose the form, so it is on the optimistic side; NaN without
/// cross-validation.</param>
internal sealed record LinearDiscriminantResult(
    MetricHead Head, double? Shrinkage, double? Cutoff, double InitialValidation, double Validation);
