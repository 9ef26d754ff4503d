namespace FaceML.Onnx;

/// <summary>
/// An ONNX file that cannot be read, or a graph that breaks the specification's rules. The message names what is wrong
/// (the tensor, node or value), what was expected and what came.
/// </summary>
public sealed class OnnxFormatException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public OnnxFormatException()
        : this("The ONNX data is not valid.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public OnnxFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and what caused it.</summary>
    public OnnxFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
