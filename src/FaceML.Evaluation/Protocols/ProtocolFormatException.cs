namespace FaceML.Evaluation.Protocols;

/// <summary>A protocol file that cannot be read, with the place.</summary>
public sealed class ProtocolFormatException : Exception
{
    /// <summary>An error at a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, counted from 1; 0 when it is not one line's error.</param>
    /// <param name="problem">What was expected and what came.</param>
    public ProtocolFormatException(string file, int line, string problem)
        : base(line > 0 ? $"{file}({line}): {problem}" : $"{file}: {problem}") => (File, Line) = (file, line);

    private ProtocolFormatException(string message, string file, long offset)
        : base(message) => (File, Offset) = (file, offset);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1; 0 when it is not one line's error.</summary>
    public int Line { get; }

    /// <summary>The byte of a binary file, counted from 0; null when the file is text.</summary>
    public long? Offset { get; }

    /// <summary>An error at a byte of a binary file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The byte, counted from 0.</param>
    /// <param name="problem">What was expected and what came.</param>
    internal static ProtocolFormatException AtByte(string file, long offset, string problem) =>
        new($"{file}, byte {offset}: {problem}", file, offset);
}
