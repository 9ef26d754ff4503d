namespace FaceML.Training.Heads;

/// <summary>The settings of <see cref="HeadSearch"/>. Immutable.</summary>
public sealed record HeadSearchOptions
{
    /// <summary>The rounds of the cross-validation, at least 2. The default value is 3.</summary>
    public int Folds { get; init; } = 3;

    /// <summary>The time after which no further loss is begun. The default value is one minute.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The false match rate at which candidates are compared, above 0 and below 1. The default value is 0.001.</summary>
    public double FalseMatchRate { get; init; } = 1e-3;

    /// <summary>
    /// Whether the embeddings as they came are only compared and never chosen. The default value is <see langword="false"/>.
    /// </summary>
    public bool MustLearn { get; init; }

    /// <summary>
    /// Whether people of other kinds are to be told apart about as well as before, without images of such people: only
    /// <see cref="LinearDiscriminant"/> is compared, which moves embeddings least, and it is drawn towards the embeddings as they came
    /// (<see cref="MetricHead.Attenuated"/>) as far as nine tenths of the gain on held-out identities remain. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool KeepGeneral { get; init; }

    /// <summary>The epochs of a loss, at least 1. The default value is 15.</summary>
    public int Epochs { get; init; } = 15;

    /// <summary>
    /// The learning rate of a loss, above 0. The default value is 3e-4, small enough for a head that starts as the identity.
    /// </summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Decides who is held out in which round, and all that is random in learning. The default value is 1.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>A way of learning a head that was tried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TrueMatchRate">The true match rate on identities held out, mean of the rounds; NaN where none could be held out.</param>
/// <param name="Elapsed">The time that all its rounds took.</param>
public sealed record HeadCandidate(string Name, double TrueMatchRate, TimeSpan Elapsed);

/// <summary>What <see cref="HeadSearch"/> chose.</summary>
/// <param name="Name">The candidate chosen.</param>
/// <param name="Head">Its head, learned from everybody; null where the embeddings are best as they came.</param>
/// <param name="Candidates">All candidates in the order of trial.</param>
/// <param name="Weight">The weight of <see cref="MetricHead.Attenuated"/>; 1 for the head as it was learned.</param>
internal sealed record HeadSearchResult(string Name, MetricHead? Head, IReadOnlyList<HeadCandidate> Candidates, double Weight = 1);
