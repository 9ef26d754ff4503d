using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>What there is to say about a trained head: how learning went, and what it did for people it never saw. Immutable.</summary>
/// <param name="Title">The page's title.</param>
/// <param name="Description">One or two sentences: what was learned from what.</param>
/// <param name="Verdict">What happened in the end: which pipeline was kept, and why.</param>
/// <param name="Head">The trained head, with its epochs.</param>
/// <param name="Gain">Figures before and after on people held out of everything, as <see cref="HeldOutPairs"/> compares them.</param>
/// <param name="Before">The error curve before.</param>
/// <param name="After">The error curve after.</param>
/// <param name="MeasuredOn">The images and people measured on.</param>
internal sealed record TrainingReport(
    string Title, string Description, string Verdict, FaceMetricHeadTransformer Head, PairedComparison Gain, ErrorCurve Before,
    ErrorCurve After, (int Images, int People) MeasuredOn)
{
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
        ErrorCurve before = ErrorCurve.Of(HeldOutPairs.Score(test)), after = ErrorCurve.Of(HeldOutPairs.Score(projected));
        return new TrainingReport(title, description, verdict(gain), head, gain, before, after, (test.Count, test.ByIdentity().Count));
    }
}
