namespace Microsoft.ML.Data;

/// <summary>A cursor that holds rows in a pool and gives one of them by chance each time.</summary>
internal sealed class ShuffledCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor input;
    private readonly PooledColumn[] columns;
    private readonly DataViewRowId[] ids;
    private readonly ValueGetter<DataViewRowId> idGetter;
    private readonly Random random;
    private readonly int[] order;
    private long position = -1;
    private int held;
    private bool isDrained;

    public ShuffledCursor(DataViewRowCursor input, bool[] active, Random random, int poolSize)
    {
        this.input = input;
        this.random = random;
        columns = [.. input.Schema.Select(column => active[column.Index] ? PooledColumn.Create(input, column, poolSize) : null)];
        ids = new DataViewRowId[poolSize];
        idGetter = input.GetIdGetter();

        // Slots of the rows held come first; the current row's slot is the first of those that follow.
        order = [.. Enumerable.Range(0, poolSize)];
    }

    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        while (!isDrained && held < order.Length)
        {
            if (!input.MoveNext())
            {
                isDrained = true;
                break;
            }

            int slot = order[held++];
            idGetter(ref ids[slot]);
            foreach (PooledColumn column in columns)
            {
                column?.Take(slot);
            }
        }

        if (held == 0)
        {
            position = -1;
            return false;
        }

        int drawn = random.Next(held--);
        (order[drawn], order[held]) = (order[held], order[drawn]);
        position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = ids[Current()];

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)columns.Length && columns[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ActiveColumns.Demand(IsColumnActive(column), column);
        return ActiveColumns.Cast<TValue>(columns[column.Index].Getter(Current), column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            isDrained = true;
            held = 0;
            position = -1;
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Current() => position >= 0 ? order[held] : throw new InvalidOperationException("Values cannot be fetched now: the cursor is not on a row.");
}
