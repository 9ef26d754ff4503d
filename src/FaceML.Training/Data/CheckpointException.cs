namespace FaceML.Training.Data;

/// <summary>
/// A saved head or checkpoint that cannot be used: damaged, of another version, or of another run; the message says which.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, what was expected and what came.</param>
    /// <param name="inner">What led to it, if anything.</param>
    public CheckpointException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
