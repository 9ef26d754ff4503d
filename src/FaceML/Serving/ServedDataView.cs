namespace FaceML.Serving;

/// <summary>A view through a served model. Each cursor keeps the generation that was current when it was opened, to its end.</summary>
internal sealed class ServedDataView(ModelSlot slot, IDataView input) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema { get; } = slot.Current.Chain.GetOutputSchema(input.Schema);

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ModelLease lease = slot.Acquire();
        try
        {
            IDataView view = lease.Generation.Chain.Transform(input);
            return new ServedCursor(
                lease, view.GetRowCursor([.. columnsNeeded.Select(c => ServedSchema.Find(view.Schema, c))], rand), Schema);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    // One cursor may serve for a set, by contract; a lease a cursor stays easy to follow.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
