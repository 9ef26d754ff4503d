using System.Collections;

namespace Microsoft.ML;

/// <summary>The columns of a view or a row, by index and by name. Immutable.</summary>
/// <remarks>Several columns may share a name: the last one is found by it, the others are hidden but keep their index.</remarks>
public sealed partial class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
{
    private readonly Column[] columns;
    private readonly Dictionary<string, int> indexOfName;

    private DataViewSchema(Column[] columns, Dictionary<string, int> indexOfName)
    {
        this.columns = columns;
        this.indexOfName = indexOfName;
    }

    /// <summary>The number of columns, hidden ones included.</summary>
    public int Count => columns.Length;

    /// <summary>The visible column of a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public Column this[string name] => GetColumnOrNull(name)
        ?? throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found");

    /// <summary>The column of an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public Column this[int columnIndex]
    {
        get
        {
            if ((uint)columnIndex >= (uint)columns.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(columnIndex));
            }

            return columns[columnIndex];
        }
    }

    /// <summary>The visible column of a name, or null when there is none.</summary>
    public Column? GetColumnOrNull(string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentNullException(nameof(name));
        }

        return indexOfName.TryGetValue(name, out int index) ? columns[index] : null;
    }

    /// <summary>The columns in the order of their indices.</summary>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Count} columns";
}
