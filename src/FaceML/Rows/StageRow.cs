using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Rows;

/// <summary>
/// One row at a time: computes when a getter of the stage is first called on a row, and only once a row
/// however many getters ask (a score that two columns use would otherwise run the networks twice).
/// </summary>
internal sealed class StageRow : DataViewRow
{
    private readonly StageMapper mapper;
    private readonly DataViewRow input;
    private readonly bool[] active;
    private readonly Slot slot = new();
    private BlockWork? work;
    private long computed = long.MinValue;

    public StageRow(StageMapper mapper, DataViewRow input, bool[] active)
    {
        this.mapper = mapper;
        this.input = input;
        this.active = active;
    }

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        int output = mapper.OutputIndex(column.Index);
        if (output < 0)
        {
            return input.GetGetter<TValue>(mapper.InputSchema[column.Index]);
        }

        GetterCheck.Active(active, column);
        work ??= mapper.CreateWork(input, capacity: 1);
        ValueGetter<TValue> get = GetterCheck.Typed<TValue>(work.CreateGetter(output, slot), column);
        return (ref TValue value) =>
        {
            Compute();
            get(ref value);
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Compute()
    {
        long position = input.Position;
        if (position == computed)
        {
            return;
        }

        // A failure half-way must not pass for this row's result.
        computed = long.MinValue;
        work!.Read(0);
        work.Run(1);
        computed = position;
    }
}
