namespace FaceML.Training.Mining;

/// <summary>Three rows of a batch: two of one identity and one of another.</summary>
/// <param name="Anchor">The row that the others are compared with.</param>
/// <param name="Positive">Another row of the anchor's identity.</param>
/// <param name="Negative">A row of another identity.</param>
internal readonly record struct Triplet(int Anchor, int Positive, int Negative);
