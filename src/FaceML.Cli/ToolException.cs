namespace FaceML.Cli;

/// <summary>Something the user can put right. Shown as one sentence, without a stack trace.</summary>
internal sealed class ToolException(string message) : Exception(message);
