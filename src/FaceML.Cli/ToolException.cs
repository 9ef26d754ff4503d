namespace FaceML.Cli;

/// <summary>Something the user can put right. Shown as one sentence, without a stack trace.</summary>
internal sealed class ToolException(string message) : Exception(message)
{
    /// <summary>Whether an exception is about one input file, so that a batch goes on with the next.</summary>
    public static bool IsOfOneFile(Exception exception) =>
        exception is ImageFormatException or IOException or UnauthorizedAccessException;
}
