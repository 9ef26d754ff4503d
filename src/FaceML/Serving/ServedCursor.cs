namespace FaceML.Serving;

/// <summary>A cursor that gives its generation back when it is disposed.</summary>
internal sealed class ServedCursor(ModelLease lease, DataViewRowCursor cursor, DataViewSchema schema) : PassingCursor(cursor)
{
    private readonly DataViewSchema own = cursor.Schema;
    private bool disposed;

    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => base.IsColumnActive(ServedSchema.Find(own, column));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        base.GetGetter<TValue>(ServedSchema.Find(own, column));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !disposed)
        {
            disposed = true;
            lease.Dispose();
        }
    }
}
