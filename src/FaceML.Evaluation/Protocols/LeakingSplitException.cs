namespace FaceML.Evaluation.Protocols;

/// <summary>A split whose parts share people: figures measured on it would not hold for people that were not seen.</summary>
public sealed class LeakingSplitException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="shared">The people in more than one part, in ordinal order.</param>
    /// <param name="parts">What the parts are: "halves", "folds".</param>
    public LeakingSplitException(IReadOnlyList<string> shared, string parts = "halves")
        : base($"{shared.Count} {(shared.Count == 1 ? "person is" : "people are")} in {(parts == "halves" ? "both" : "two or more")} "
            + $"{parts} of the split: {string.Join(", ", shared.Take(5))}{(shared.Count > 5 ? ", …" : "")}.") => Shared = shared;

    /// <summary>The people in more than one part.</summary>
    public IReadOnlyList<string> Shared { get; }
}
