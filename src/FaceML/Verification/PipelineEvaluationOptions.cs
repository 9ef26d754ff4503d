namespace FaceML.Verification;

/// <summary>What an evaluation of a saved pipeline measures.</summary>
public sealed record PipelineEvaluationOptions
{
    /// <summary>
    /// Whether every image is compared with every other one too: error rates at low false match rates, searches, thresholds for galleries.
    /// The default value is <see langword="false"/>.
    /// </summary>
    public bool AllPairs { get; init; }

    /// <summary>
    /// A file of groups, to measure error rates by group: lines of a person (or an image's path) and a group, separated by a tab. The
    /// default value is null: none.
    /// </summary>
    public string? GroupsFile { get; init; }

    /// <summary>Intervals and false match rates.</summary>
    public EvaluationOptions Intervals { get; init; } = new();
}
