namespace FaceML.Evaluation.Protocols;

/// <summary>Lines of a protocol's file.</summary>
internal static class NumberedLines
{
    /// <summary>The lines that are not blank, each with its number from 1, as they are asked for.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<(int Number, string Text)> Read(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }
    }
}
