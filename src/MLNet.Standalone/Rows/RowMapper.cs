namespace Microsoft.ML.Data;

/// <summary>Makes rows of rows: output columns are input columns, or are added.</summary>
internal abstract class RowMapper
{
    private readonly int[] sources;

    /// <param name="input">The columns of the input.</param>
    /// <param name="columns">The output columns, each with the index of the input column it is, or the complement of that of the added column.</param>
    protected RowMapper(DataViewSchema input, IReadOnlyList<(DataViewSchema.DetachedColumn Column, int Source)> columns)
    {
        InputSchema = input;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(columns.Select(column => column.Column));
        OutputSchema = builder.ToSchema();
        sources = [.. columns.Select(column => column.Source)];
        AddedCount = sources.Count(source => source < 0);
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>How many columns are added.</summary>
    public int AddedCount { get; }

    /// <summary>The input column that an output column is, or the complement of the added one.</summary>
    public int SourceOf(int outputColumn) => sources[outputColumn];

    /// <summary>The added columns among the active ones.</summary>
    public bool[] ActiveAdded(bool[] active)
    {
        var added = new bool[AddedCount];
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && sources[i] < 0)
            {
                added[~sources[i]] = true;
            }
        }

        return added;
    }

    /// <summary>The input columns needed for the active output columns.</summary>
    public IEnumerable<DataViewSchema.Column> Dependencies(bool[] active)
    {
        var needed = new bool[InputSchema.Count];
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && sources[i] >= 0)
            {
                needed[sources[i]] = true;
            }
        }

        bool[] added = ActiveAdded(active);
        if (Array.IndexOf(added, true) >= 0)
        {
            foreach (int column in InputsOf(added))
            {
                needed[column] = true;
            }
        }

        return ActiveColumns.Select(InputSchema, needed);
    }

    /// <summary>The getters of the added columns that are active; the others are null. Called only when one is.</summary>
    public virtual Delegate[] CreateGetters(DataViewRow input, bool[] added) => [];

    /// <summary>The input columns that added columns are made of.</summary>
    protected virtual IEnumerable<int> InputsOf(bool[] added) => [];

    /// <summary>The columns of the input with columns added: a new name at the end, one that exists already right after its last bearer.</summary>
    protected static IReadOnlyList<(DataViewSchema.DetachedColumn Column, int Source)> Add(
        DataViewSchema input, IReadOnlyList<(DataViewSchema.DetachedColumn Column, int Source)> added)
    {
        List<(DataViewSchema.DetachedColumn Column, int Source)> result =
            [.. input.Select(column => (new DataViewSchema.DetachedColumn(column), column.Index))];
        foreach ((DataViewSchema.DetachedColumn Column, int Source) column in added)
        {
            int last = result.FindLastIndex(existing => existing.Column.Name == column.Column.Name);
            result.Insert(last < 0 ? result.Count : last + 1, column);
        }

        return result;
    }
}
