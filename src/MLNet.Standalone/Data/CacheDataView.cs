namespace Microsoft.ML.Data;

/// <summary>A view that keeps each column in memory once it was read.</summary>
/// <remarks>As in ML.NET, columns of structured types other than vectors are not kept and are missing here.</remarks>
internal sealed class CacheDataView : IDataView
{
    private readonly MappedDataView source;
    private readonly RowMapper mapper;
    private readonly Lock gate = new();
    private readonly CachedColumn[] columns;
    private long rowCount = -1;

    /// <param name="source">What is read once.</param>
    /// <param name="prefetch">The columns of it to read now.</param>
    public CacheDataView(IDataView source, IReadOnlyList<string> prefetch)
    {
        mapper = ColumnChoice.Of(source.Schema, column => CanKeep(column.Type));
        this.source = new MappedDataView(source, mapper);
        columns = new CachedColumn[Schema.Count];
        rowCount = source.GetRowCount() ?? -1;
        if (prefetch.Count > 0)
        {
            Ensure(ActiveColumns.Of(Schema, prefetch.Select(name => Schema[name])));
        }
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => mapper.OutputSchema;

    /// <summary>Whether values of a type can be copied and kept.</summary>
    public static bool CanKeep(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public long? GetRowCount() => Interlocked.Read(ref rowCount) is >= 0 and long count ? count : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ActiveColumns.Of(Schema, columnsNeeded);
        int count = Ensure(active);
        int[] order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, count)];
            rand.Shuffle(order);
        }

        return new CacheCursor(Schema, columns, active, order, 0, count);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        if (n <= 1 || rand is not null)
        {
            return [GetRowCursor(columnsNeeded, rand)];
        }

        bool[] active = ActiveColumns.Of(Schema, columnsNeeded);
        int count = Ensure(active);
        int parts = Math.Max(1, Math.Min(n, count));
        return [.. Enumerable.Range(0, parts).Select(part => new CacheCursor(
            Schema, columns, active, null, (int)((long)count * part / parts), (int)((long)count * (part + 1) / parts), part))];
    }

    /// <summary>Reads the active columns that were not read yet; returns the number of rows.</summary>
    private int Ensure(bool[] active)
    {
        lock (gate)
        {
            DataViewSchema.Column[] missing = [.. Schema.Where(column => active[column.Index] && columns[column.Index] is null)];
            if (missing.Length == 0 && rowCount >= 0)
            {
                return checked((int)rowCount);
            }

            using DataViewRowCursor cursor = source.GetRowCursor(missing);
            CachedColumn[] read = [.. missing.Select(column => CachedColumn.Create(cursor, column))];
            long count = 0;
            for (; cursor.MoveNext(); count++)
            {
                foreach (CachedColumn column in read)
                {
                    column.Add();
                }
            }

            for (int i = 0; i < read.Length; i++)
            {
                columns[missing[i].Index] = read[i];
            }

            Interlocked.Exchange(ref rowCount, count);
            return checked((int)count);
        }
    }
}
