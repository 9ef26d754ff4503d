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

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1; 0 when it is not one line's error.</summary>
    public int Line { get; }
}
