using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>What there is to say about a trained head: how learning went, and what it did for people it never saw. Immutable.</summary>
public sealed record TrainingReport
{
    /// <summary>The page's title.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences: what was learned from what.</summary>
    public required string Description { get; init; }

    /// <summary>What happened in the end: which pipeline was kept, and why.</summary>
    public required string Verdict { get; init; }

    /// <summary>The trained head, with its epochs.</summary>
    public required FaceMetricHeadTransformer Head { get; init; }

    /// <summary>Figures before and after on people held out of everything, as <see cref="HeldOutPairs"/> compares them.</summary>
    public required PairedComparison Gain { get; init; }

    /// <summary>The error curve before.</summary>
    public required ErrorCurve Before { get; init; }

    /// <summary>The error curve after.</summary>
    public required ErrorCurve After { get; init; }

    /// <summary>The images and people measured on.</summary>
    public required (int Images, int People) MeasuredOn { get; init; }

    /// <summary>Measures what a head does for people it never saw.</summary>
    /// <param name="head">The head.</param>
    /// <param name="test">The embeddings of people held out of everything.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="description">What was learned from what.</param>
    /// <param name="verdict">Says, from the figures, what happens with the head.</param>
    /// <exception cref="EvaluationDataException">There are no pairs of both kinds.</exception>
    public static TrainingReport Measure(
        FaceMetricHeadTransformer head, EmbeddingSet test, string title, string description, Func<PairedComparison, string> verdict)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(verdict);
        EmbeddingSet projected = head.Head.Transform(test);
        PairedComparison gain = HeldOutPairs.Compare(test, projected);
        return new TrainingReport
        {
            Title = title,
            Description = description,
            Verdict = verdict(gain),
            Head = head,
            Gain = gain,
            Before = ErrorCurve.Of(HeldOutPairs.Score(test)),
            After = ErrorCurve.Of(HeldOutPairs.Score(projected)),
            MeasuredOn = (test.Count, test.ByIdentity().Count),
        };
    }
}
