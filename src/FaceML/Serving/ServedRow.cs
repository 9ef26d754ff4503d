using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Serving;

/// <summary>
/// A row of a served model. The first getter that is called on a row leases the current generation, computes every
/// column that was asked for, and gives the lease back: one row's values come from one generation, and an idle
/// engine holds none.
/// </summary>
internal sealed class ServedRow : DataViewRow
{
    private readonly ModelSlot slot;
    private readonly DataViewRow input;
    private readonly HashSet<int> active;
    private readonly List<ServedColumn> columns = [];
    private WeakReference<ModelGeneration>? bound;
    private long computed = long.MinValue;

    public ServedRow(ModelSlot slot, DataViewRow input, DataViewSchema schema, HashSet<int> active)
    {
        this.slot = slot;
        this.input = input;
        this.active = active;
        Schema = schema;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!active.Contains(column.Index) || column.Type.RawType != typeof(TValue))
        {
            throw new InvalidOperationException($"Column '{column.Name}' is not active, or does not hold {typeof(TValue)}.");
        }

        var served = new ServedColumn<TValue>(Schema[column.Index]);
        columns.Add(served);
        bound = null;
        computed = long.MinValue;
        return (ref TValue value) =>
        {
            Compute();
            value = served.Value!;
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            columns.Clear();
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

        computed = long.MinValue;
        using ModelLease lease = slot.Acquire();
        Bind(lease.Generation);
        foreach (ServedColumn column in columns)
        {
            column.Compute();
        }

        computed = position;
    }

    private void Bind(ModelGeneration generation)
    {
        if (bound is not null && bound.TryGetTarget(out ModelGeneration? before) && before == generation)
        {
            return;
        }

        IRowToRowMapper mapper = generation.Chain.GetRowToRowMapper(input.Schema);
        DataViewRow row = mapper.GetRow(input, active.Select(index => ServedSchema.Find(mapper.OutputSchema, Schema[index])));
        foreach (ServedColumn column in columns)
        {
            column.Bind(row, mapper.OutputSchema);
        }

        bound = new WeakReference<ModelGeneration>(generation);
    }
}
