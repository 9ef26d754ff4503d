using CsvHelper;
using FaceML.Evaluation.Protocols;

namespace FaceML.Data;

/// <summary>Pairs as a table with a header: comma-, semicolon- or tab-separated values after RFC 4180.</summary>
internal static class PairsTable
{
    private const string First = "path1", Second = "path2", Label = "label", Fold = "fold";

    /// <summary>Whether the first line that is no comment names the columns.</summary>
    public static bool IsTable(string[] lines)
    {
        using CsvReader csv = Open(lines);
        try
        {
            return new[] { First, Second, Label }.All(name => csv.TryGetFieldIndex(name, out _));
        }
        catch (CsvFormatException)
        {
            return false;
        }
    }

    /// <summary>The number of each row's line, and its two paths, its label and, where there is such a column, its fold.</summary>
    /// <exception cref="ProtocolFormatException">A row lacks a field, or a quote is out of place.</exception>
    public static IEnumerable<(int Line, string[] Fields)> Rows(string[] lines, string file)
    {
        using CsvReader csv = Open(lines);
        string[] names = csv.TryGetFieldIndex(Fold, out _) ? [First, Second, Label, Fold] : [First, Second, Label];
        while (Next(csv, file))
        {
            yield return ((int)csv.LineNumber, [.. names.Select(name => csv.GetString(name) is { Length: > 0 } field
                ? field
                : throw new ProtocolFormatException(file, (int)csv.LineNumber, $"the row has no {name}."))]);
        }
    }

    private static bool Next(CsvReader csv, string file)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException malformed)
        {
            throw new ProtocolFormatException(file, (int)malformed.LineNumber, "a quote is out of place.");
        }
    }

    private static CsvReader Open(string[] lines) => CsvReader.FromText(string.Join('\n', lines), new CsvReaderOptions
    {
        AllowLineBreaksInQuotes = false,
        CommentPrefix = '#',
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        TrimWhitespace = true,
    });
}
