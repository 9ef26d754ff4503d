namespace FaceML.Saving;

/// <summary>
/// A saved pipeline was not accepted. Nothing of it was loaded. The message names the file, what was expected and what came.
/// </summary>
public sealed class SavedPipelineException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong, as a clause that follows the file's name.</param>
    /// <param name="innerException">What it came from, or null.</param>
    public SavedPipelineException(SavedPipelineError error, string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException)
    {
        Error = error;
        Path = path;
    }

    /// <summary>The kind of failure.</summary>
    public SavedPipelineError Error { get; }

    /// <summary>The file.</summary>
    public string Path { get; }
}
