namespace Microsoft.ML.Tests.Support;

internal sealed class LengthRow(DataViewRow input, DataViewSchema schema, string column, HashSet<int> active) : DataViewRow
{
    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => schema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        column.Index < input.Schema.Count ? input.GetGetter<TValue>(input.Schema[column.Index]) : (ValueGetter<TValue>)(Delegate)Length();

    protected override void Dispose(bool disposing)
    {
        input.Dispose();
        base.Dispose(disposing);
    }

    private ValueGetter<float> Length()
    {
        ValueGetter<VBuffer<float>> getter = input.GetGetter<VBuffer<float>>(input.Schema[column]);
        VBuffer<float> vector = default;
        return (ref float length) =>
        {
            getter(ref vector);
            float sum = 0;
            foreach (float item in vector.GetValues())
            {
                sum += item * item;
            }

            length = MathF.Sqrt(sum);
        };
    }
}
