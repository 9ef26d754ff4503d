namespace FaceML.Saving;

/// <summary>A stage of a saved pipeline.</summary>
/// <param name="Kind">Its kind, such as <c>embed</c>.</param>
/// <param name="Settings">Its settings as JSON.</param>
public sealed record SavedStage(string Kind, string Settings);
