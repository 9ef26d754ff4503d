namespace FaceML.Training.Classical;

/// <summary>The settings of <see cref="Plda"/>. Immutable.</summary>
internal sealed record PldaOptions
{
    /// <summary>
    /// The rounds of the cross-validation over identities that chooses both shrinkages, at least 2. The default value is 3.
    /// </summary>
    public int Folds { get; init; } = 3;

    /// <summary>Decides who is held out in which round, and random starts. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    internal void Check()
    {
        if (Folds < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Folds), Folds, $"{nameof(PldaOptions)}.{nameof(Folds)} must be at least 2; it is {Folds}.");
        }
    }
}
