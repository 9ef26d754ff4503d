namespace FaceML.Training.Heads;

/// <summary>The settings of <see cref="LinearDiscriminant"/>. Immutable.</summary>
internal sealed record LinearDiscriminantOptions
{
    /// <summary>
    /// Numbers in the vectors given: the directions in which identities differ most, measured by how much one identity varies. At most the
    /// length of the embeddings and the number of identities less one. Only whitening makes embeddings shorter. The default value is
    /// <see langword="null"/>: the length of the embeddings, every direction kept.
    /// </summary>
    public int? OutputLength { get; init; }

    /// <summary>
    /// Whitens, with the covariance within identities shrunk so far towards a multiple of the unit matrix, above 0 and at most 1; 1 only
    /// subtracts the mean. The default value is <see langword="null"/>: the form is chosen by cross-validation over identities.
    /// </summary>
    public double? Shrinkage { get; init; }

    /// <summary>
    /// Removes nuisance directions: those in which one identity varies so many times as much as in the mean direction, or more; above 0.
    /// Excludes <see cref="Shrinkage"/> and <see cref="OutputLength"/>. The default value is <see langword="null"/>: the form is chosen by
    /// cross-validation over identities.
    /// </summary>
    public double? Cutoff { get; init; }

    /// <summary>The rounds of the cross-validation, at least 2. The default value is 3.</summary>
    public int Folds { get; init; } = 3;

    /// <summary>
    /// The false match rate at which the cross-validation compares true match rates, above 0 and below 1. The default value is 0.001.
    /// </summary>
    public double ValidationFalseMatchRate { get; init; } = 1e-3;

    /// <summary>Decides who is held out in which round. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    internal void Check()
    {
        Require(OutputLength is null or >= 1, nameof(OutputLength), OutputLength, "at least 1");
        Require(Shrinkage is null or (> 0 and <= 1), nameof(Shrinkage), Shrinkage, "above 0 and at most 1");
        Require(Cutoff is null or > 0, nameof(Cutoff), Cutoff, "above 0");
        Require(Cutoff is null || (Shrinkage is null && OutputLength is null), nameof(Cutoff), Cutoff,
            $"null where {nameof(Shrinkage)} or {nameof(OutputLength)} is given");
        Require(Folds >= 2, nameof(Folds), Folds, "at least 2");
        Require(ValidationFalseMatchRate is > 0 and < 1, nameof(ValidationFalseMatchRate), ValidationFalseMatchRate, "above 0 and below 1");
    }

    private static void Require(bool holds, string name, object? value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"{nameof(LinearDiscriminantOptions)}.{name} must be {wanted}; it is {value}.");
        }
    }
}
