namespace FaceML.Evaluation.Calibration;

/// <summary>The data cannot support the promise asked for. The message says what is missing; no threshold is given instead.</summary>
public sealed class InsufficientDataException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="message">What was asked for, what there is and what is missing.</param>
    /// <param name="independentComparisons">The number of independent comparisons that the data are worth.</param>
    /// <param name="neededComparisons">The number that the promise needs at least.</param>
    /// <param name="missingIdentities">About how many more people it takes; null when people are not known.</param>
    public InsufficientDataException(string message, double independentComparisons, long neededComparisons, long? missingIdentities)
        : base(message) =>
        (IndependentComparisons, NeededComparisons, MissingIdentities) = (independentComparisons, neededComparisons, missingIdentities);

    /// <summary>The number of independent comparisons that the data are worth.</summary>
    public double IndependentComparisons { get; }

    /// <summary>The number of independent comparisons that the promise needs at least.</summary>
    public long NeededComparisons { get; }

    /// <summary>
    /// About how many more people it takes, each with as many samples as those there are; null when people are not known.
    /// </summary>
    public long? MissingIdentities { get; }
}
