namespace FaceML.Rows;

/// <summary>
/// A cursor that pulls a block of rows, computes the block at once and hands rows out one by one. What it
/// passes through is kept for the block, so memory is bounded by the block size whatever the row count.
/// </summary>
internal sealed class BlockCursor : DataViewRowCursor
{
    private readonly StageMapper mapper;
    private readonly DataViewRowCursor input;
    private readonly bool[] active;
    private readonly BlockWork work;
    private readonly ColumnBuffer?[] passed;
    private readonly ColumnBuffer<DataViewRowId> ids;
    private readonly long[] batches;
    private readonly Slot slot = new();
    private int filled;
    private bool finished;
    private long position = -1;

    public BlockCursor(StageMapper mapper, DataViewRowCursor input, bool[] active)
    {
        this.mapper = mapper;
        this.input = input;
        this.active = active;
        int size = mapper.Stage.BlockSize;
        try
        {
            work = mapper.CreateWork(input, size);
            passed = new ColumnBuffer?[mapper.InputSchema.Count];
            for (int column = 0; column < passed.Length; column++)
            {
                passed[column] = active[column] ? ColumnBuffer.Create(input, mapper.InputSchema[column], size) : null;
            }

            ids = new ColumnBuffer<DataViewRowId>(input.GetIdGetter(), size);
            batches = new long[size];
        }
        catch
        {
            input.Dispose();
            throw;
        }

        slot.Index = -1;
    }

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override long Position => position;

    public override long Batch => filled == 0 ? input.Batch : batches[slot.Index];

    public override bool MoveNext()
    {
        if (slot.Index + 1 >= filled && !Fill())
        {
            position = -1;
            return false;
        }

        slot.Index++;
        position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)Guard<DataViewRowId>(ids.CreateGetter(slot));

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        GetterCheck.Active(active, column);
        int output = mapper.OutputIndex(column.Index);
        Delegate getter = output < 0 ? passed[column.Index]!.CreateGetter(slot) : work.CreateGetter(output, slot);
        return Guard<TValue>(GetterCheck.Typed<TValue>(getter, column));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            filled = 0;
            Array.ForEach(passed, column => (column as IDisposable)?.Dispose());
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private ValueGetter<TValue> Guard<TValue>(Delegate getter)
    {
        var get = (ValueGetter<TValue>)getter;
        return (ref TValue value) =>
        {
            if (position < 0)
            {
                throw new InvalidOperationException("There is no current row: call MoveNext first, and stop when it returns false.");
            }

            get(ref value);
        };
    }

    private bool Fill()
    {
        slot.Index = -1;
        filled = 0;
        int count = 0;
        while (!finished && count < batches.Length)
        {
            if (!input.MoveNext())
            {
                // Some cursors object to being moved past their end again.
                finished = true;
                break;
            }

            Keep(count++);
        }

        if (count == 0)
        {
            return false;
        }

        work.Run(count);
        filled = count;
        return true;
    }

    private void Keep(int index)
    {
        work.Read(index);
        ids.Read(index);
        batches[index] = input.Batch;
        foreach (ColumnBuffer? column in passed)
        {
            column?.Read(index);
        }
    }
}
