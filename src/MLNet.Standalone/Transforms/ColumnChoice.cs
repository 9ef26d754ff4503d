namespace Microsoft.ML.Data;

/// <summary>Rows with some of the input columns, possibly under other names or several times.</summary>
internal sealed class ColumnChoice(DataViewSchema input, IReadOnlyList<(DataViewSchema.DetachedColumn Column, int Source)> columns)
    : RowMapper(input, columns)
{
    /// <summary>The columns that a rule keeps.</summary>
    public static ColumnChoice Of(DataViewSchema input, Func<DataViewSchema.Column, bool> isKept) => new(
        input, [.. input.Where(isKept).Select(column => (new DataViewSchema.DetachedColumn(column), column.Index))]);

    /// <summary>All columns, and copies of some.</summary>
    public static ColumnChoice Copying(DataViewSchema input, IEnumerable<(string Output, DataViewSchema.Column Source)> copies) => new(
        input,
        Add(input, [.. copies.Select(copy => (new DataViewSchema.DetachedColumn(copy.Output, copy.Source.Type, copy.Source.Annotations), copy.Source.Index))]));
}
