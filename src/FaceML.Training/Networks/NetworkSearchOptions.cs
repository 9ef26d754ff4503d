namespace FaceML.Training.Networks;

/// <summary>
/// The settings of <see cref="NetworkSearch"/>: what is tried, one after another, each with the best of what was tried before. Immutable.
/// </summary>
public sealed record NetworkSearchOptions
{
    /// <summary>
    /// The time for the trials and for training with what they found, above zero. Half of it goes to the trials at most; the epoch that is
    /// being trained when it ends is finished. The default value is 30 minutes.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Epochs of a trial, at least 1. The default value is 2.</summary>
    public int TrialEpochs { get; init; } = 2;

    /// <summary>
    /// The learning rates, each above 0; empty leaves that of the training. The default value is 1e-4, 3e-5, 3e-4 and 1e-5.
    /// </summary>
    public IReadOnlyList<double> LearningRates { get; init; } = [1e-4, 3e-5, 3e-4, 1e-5];

    /// <summary>The weights of the teacher, each at least 0; empty leaves that of the training. The default value is 5, 20 and 1.</summary>
    public IReadOnlyList<float> TeacherWeights { get; init; } = [5, 20, 1];

    /// <summary>
    /// The shares of the network's operators that stay as they are, from its input on, each 0 to 1; empty leaves what the training says.
    /// The default value is 0.9, 0.67 and 0.4: the first trials, in which rate and teacher are found, are the cheap ones.
    /// </summary>
    public IReadOnlyList<double> FrozenShares { get; init; } = [0.9, 0.67, 0.4];

    internal void Check()
    {
        Require(Budget > TimeSpan.Zero, nameof(Budget), Budget, "above zero");
        Require(TrialEpochs >= 1, nameof(TrialEpochs), TrialEpochs, "at least 1");
        Require(LearningRates.All(r => r > 0 && double.IsFinite(r)), nameof(LearningRates), string.Join(", ", LearningRates), "above 0");
        Require(TeacherWeights.All(w => w >= 0 && float.IsFinite(w)), nameof(TeacherWeights), string.Join(", ", TeacherWeights),
            "at least 0");
        Require(FrozenShares.All(s => s is >= 0 and <= 1), nameof(FrozenShares), string.Join(", ", FrozenShares), "0 to 1");
    }

    private static void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(NetworkSearchOptions)}.{name} must be {wanted}; it is {value}.");
        }
    }
}

/// <summary>A way of training a network that was tried.</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="TeacherWeight">The weight of the teacher.</param>
/// <param name="FrozenUpTo">The value up to which the network stayed as it was; null where all of it was trained.</param>
/// <param name="Initial">The validation metric before the first epoch.</param>
/// <param name="Validation">That after the best of the trial's epochs.</param>
/// <param name="Elapsed">The time it took.</param>
public sealed record NetworkTrial(
    double LearningRate, float TeacherWeight, string? FrozenUpTo, double Initial, double Validation, TimeSpan Elapsed);
