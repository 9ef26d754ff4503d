namespace FaceML.Data;

/// <summary>A split whose halves share people: figures measured on it would not hold for people that were not seen.</summary>
public sealed class LeakingSplitException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="shared">The people in both halves, in ordinal order.</param>
    public LeakingSplitException(IReadOnlyList<string> shared)
        : base($"{shared.Count} people are in both halves of the split: {string.Join(", ", shared.Take(5))}{(shared.Count > 5 ? ", …" : "")}.") => Shared = shared;

    /// <summary>The people in both halves.</summary>
    public IReadOnlyList<string> Shared { get; }
}
