namespace FaceML.Saving;

/// <summary>A stage: its kind, and the entry with its settings.</summary>
internal sealed record ManifestStage(string Kind, string Entry);
