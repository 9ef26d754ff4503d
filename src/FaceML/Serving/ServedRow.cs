namespace FaceML.Serving;

/// <summary>
/// A row of a served model. The first getter that is called on a row leases the current generation, computes every
/// column that was asked for, and gives the lease back: one row's values come from one generation, and an idle
/// engine holds none.
/// </summary>
internal sealed class ServedRow : ComputedRow
{
    private readonly ModelSlot slot;
    private readonly HashSet<int> active;
    private readonly List<ServedColumn> columns = [];
    private WeakReference<ModelGeneration>? bound;

    public ServedRow(ModelSlot slot, DataViewRow input, DataViewSchema schema, HashSet<int> active)
        : base(input)
    {
        this.slot = slot;
        this.active = active;
        Schema = schema;
    }

    public override DataViewSchema Schema { get; }

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
        Forget();
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
        }

        base.Dispose(disposing);
    }

    protected override void ComputeColumns()
    {
        using ModelLease lease = slot.Acquire();
        Bind(lease.Generation);
        foreach (ServedColumn column in columns)
        {
            column.Compute();
        }
    }

    private void Bind(ModelGeneration generation)
    {
        if (bound is not null && bound.TryGetTarget(out ModelGeneration? before) && before == generation)
        {
            return;
        }

        IRowToRowMapper mapper = generation.Chain.GetRowToRowMapper(Input.Schema);
        DataViewRow row = mapper.GetRow(Input, active.Select(index => ServedSchema.Find(mapper.OutputSchema, Schema[index])));
        foreach (ServedColumn column in columns)
        {
            column.Bind(row, mapper.OutputSchema);
        }

        bound = new WeakReference<ModelGeneration>(generation);
    }
}
