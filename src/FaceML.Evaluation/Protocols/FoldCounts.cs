namespace FaceML.Evaluation.Protocols;

/// <summary>How many pairs a protocol has.</summary>
/// <param name="Folds">Folds.</param>
/// <param name="Genuine">Genuine pairs of a fold.</param>
/// <param name="Impostor">Impostor pairs of a fold.</param>
internal readonly record struct FoldCounts(int Folds, int Genuine, int Impostor);
