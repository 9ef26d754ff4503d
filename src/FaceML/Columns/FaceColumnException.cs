namespace FaceML.Columns;

/// <summary>A stage was put on data whose columns it cannot use: one is missing, or is of another type.</summary>
public sealed class FaceColumnException : InvalidOperationException
{
    /// <summary>Makes the error.</summary>
    /// <param name="stage">The stage that complains, as its author would write it, such as <c>Embed</c>.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="expected">What the stage needs.</param>
    /// <param name="actual">What is there; null when there is no such column.</param>
    /// <param name="columns">The names of the columns that are there.</param>
    public FaceColumnException(string stage, string column, string expected, string? actual, IEnumerable<string> columns)
        : base(actual is null
            ? $"{stage} needs a column '{column}' ({expected}); there is none. Columns: {Join(columns)}."
            : $"{stage} needs column '{column}' to be {expected}; it is {actual}.")
    {
        Stage = stage;
        Column = column;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The stage that complains.</summary>
    public string Stage { get; }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>What the stage needs.</summary>
    public string Expected { get; }

    /// <summary>What is there; null when there is no such column.</summary>
    public string? Actual { get; }

    private static string Join(IEnumerable<string> columns)
    {
        string names = string.Join(", ", columns.Select(name => $"'{name}'"));
        return names.Length == 0 ? "none" : names;
    }
}
