namespace FaceML.Saving;

/// <summary>A measured figure on a saved pipeline's card.</summary>
/// <param name="What">What was measured, on what.</param>
/// <param name="Value">The result with its unit and, where known, its interval.</param>
/// <param name="Command">The command that measured it.</param>
public sealed record SavedFigure(string What, string Value, string Command);
