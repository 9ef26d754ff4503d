namespace FaceML.Evaluation;

/// <summary>The outcome of a gate on group error rates.</summary>
/// <param name="Passed">Whether no group is shown to be above its limits.</param>
/// <param name="Failures">One sentence for every group and rate above its limit.</param>
internal sealed record GroupGate(bool Passed, IReadOnlyList<string> Failures);
