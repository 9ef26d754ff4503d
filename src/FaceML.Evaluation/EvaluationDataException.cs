namespace FaceML.Evaluation;

/// <summary>
/// Scores, labels or embeddings that cannot be evaluated: a missing class, a score that is not a number, labels that contradict each other.
/// </summary>
public sealed class EvaluationDataException : Exception
{
    /// <summary>An error without a row.</summary>
    public EvaluationDataException(string message)
        : base(message)
    {
    }

    /// <summary>An error in one row.</summary>
    /// <param name="message">What is wrong, what was expected and what came.</param>
    /// <param name="row">The row, counted from zero.</param>
    public EvaluationDataException(string message, long row)
        : base(message) => Row = row;

    /// <summary>The row at fault, counted from zero; null when the error is not one row's.</summary>
    public long? Row { get; }
}
