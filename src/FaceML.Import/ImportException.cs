namespace FaceML.Import;

/// <summary>
/// A network that cannot be brought into ONNX. The message names the file's tensor or operation, what was expected and what came.
/// </summary>
public sealed class ImportException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public ImportException()
        : this("The network cannot be imported.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public ImportException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and what caused it.</summary>
    public ImportException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
