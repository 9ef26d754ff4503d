using FaceML.Evaluation.Protocols;

namespace FaceML.Training.Data;

/// <summary>What holds between the parts of a data set before anything is learned from it.</summary>
internal static class TrainingSplit
{
    /// <summary>Refuses a part that nothing can be learned from: one identity, or an identity with a single image.</summary>
    /// <param name="set">The part that is trained on.</param>
    /// <exception cref="TrainingDataException">Says which identities.</exception>
    public static void CheckTrainable(EmbeddingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        IdentityChecks.RequireTwoImagesEach(set.ByIdentity(), "embeddings");
    }

    /// <summary>Refuses two parts that share an identity or whose embeddings differ in length.</summary>
    /// <param name="training">The part that is trained on.</param>
    /// <param name="validation">The part that is held out.</param>
    /// <exception cref="TrainingDataException">Says which identities, or which lengths.</exception>
    public static void CheckDisjoint(EmbeddingSet training, EmbeddingSet validation)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        if (training.Length != validation.Length)
        {
            throw new TrainingDataException(TrainingDataProblem.UnequalLengths,
                $"The training embeddings have {training.Length} numbers, those of the validation part {validation.Length}.");
        }

        IdentityChecks.RequireDisjoint(training.Labels, validation.Labels);
    }

    /// <summary>Splits by identity: no person is in both parts.</summary>
    /// <param name="set">What is split.</param>
    /// <param name="share">The share of the identities that goes into the second part, above 0 and below 1; each part gets at least one
    /// identity.</param>
    /// <param name="seed">Decides who goes where.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share outside of this range.</exception>
    /// <exception cref="TrainingDataException">There is one identity only.</exception>
    public static (EmbeddingSet First, EmbeddingSet Second) ByIdentity(EmbeddingSet set, double share, long seed)
    {
        ArgumentNullException.ThrowIfNull(set);
        IdentityChecks.RequireTwoIdentities(set.ByIdentity(), "embeddings");
        (int[] first, int[] second) =
            IdentitySplit.Split(set.Labels.ToArray(), Comparer<int>.Default, share, identities =>
            new TrainingRandom(seed).Shuffle<int>(identities));
        return (set.Take(first), set.Take(second));
    }
}
