namespace FaceML.Evaluation.Protocols;

/// <summary>Where an encoded image lies in a pickle.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its length in the file.</param>
/// <param name="IsText">Whether its bytes stand as a text of their code points.</param>
internal readonly record struct PickledImage(long Offset, int Length, bool IsText);
