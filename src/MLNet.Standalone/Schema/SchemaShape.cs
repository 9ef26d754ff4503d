using System.Collections;

namespace Microsoft.ML;

/// <summary>What is known of the columns before any data is seen: names and types, without the lengths of vectors and the counts of keys.</summary>
public sealed partial class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);
    private readonly Column[] columns;

    /// <summary>A shape of columns, all of which come from other shapes.</summary>
    /// <exception cref="ArgumentException">A column is <c>default</c>.</exception>
    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        this.columns = [.. columns];
        if (this.columns.Any(column => column.Name is null))
        {
            throw new ArgumentException("A column of the shape is uninitialized.", nameof(columns));
        }
    }

    /// <summary>The number of columns.</summary>
    public int Count => columns.Length;

    /// <summary>The column of an index.</summary>
    public Column this[int index] => columns[index];

    /// <summary>The columns.</summary>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of a schema's visible columns.</summary>
    internal static SchemaShape Create(DataViewSchema schema) => new(schema
        .Where(column => !column.IsHidden)
        .Select(column => Column.Of(new DataViewSchema.DetachedColumn(column))));

    internal Column? Find(string name) => columns.Where(column => column.Name == name).Select(column => (Column?)column).FirstOrDefault();

    /// <summary>The shape with columns added, or put in the place of those of their name.</summary>
    internal SchemaShape With(IEnumerable<Column> added)
    {
        Dictionary<string, Column> result = columns.ToDictionary(column => column.Name);
        foreach (Column column in added)
        {
            result[column.Name] = column;
        }

        return new SchemaShape(result.Values);
    }
}
