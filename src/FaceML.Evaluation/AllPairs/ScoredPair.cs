namespace FaceML.Evaluation.AllPairs;

/// <summary>A comparison of two samples.</summary>
/// <param name="First">The row of the one sample.</param>
/// <param name="Second">The row of the other, larger than <paramref name="First"/>.</param>
/// <param name="Score">Their score.</param>
public readonly record struct ScoredPair(int First, int Second, float Score);
