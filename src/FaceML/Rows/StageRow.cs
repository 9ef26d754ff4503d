namespace FaceML.Rows;

/// <summary>One row at a time, by the work of a stage on a block of one.</summary>
internal sealed class StageRow : ComputedRow
{
    private readonly StageMapper mapper;
    private readonly bool[] active;
    private readonly Slot slot = new();
    private BlockWork? work;

    public StageRow(StageMapper mapper, DataViewRow input, bool[] active)
        : base(input)
    {
        this.mapper = mapper;
        this.active = active;
    }

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        int output = mapper.OutputIndex(column.Index);
        if (output < 0)
        {
            return Input.GetGetter<TValue>(mapper.InputSchema[column.Index]);
        }

        GetterCheck.Active(active, column);
        work ??= mapper.CreateWork(Input, capacity: 1);
        ValueGetter<TValue> get = GetterCheck.Typed<TValue>(work.CreateGetter(output, slot), column);
        return (ref TValue value) =>
        {
            Compute();
            get(ref value);
        };
    }

    protected override void ComputeColumns()
    {
        work!.Read(0);
        work.Run(1);
    }
}
