namespace FaceML.Serving;

/// <summary>A cursor that gives its generation back when it is disposed.</summary>
internal sealed class ServedCursor : DataViewRowCursor
{
    private readonly ModelLease lease;
    private readonly DataViewRowCursor cursor;
    private bool disposed;

    public ServedCursor(ModelLease lease, DataViewRowCursor cursor, DataViewSchema schema)
    {
        this.lease = lease;
        this.cursor = cursor;
        Schema = schema;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => cursor.Position;

    public override long Batch => cursor.Batch;

    public override bool MoveNext() => cursor.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(ServedSchema.Find(cursor.Schema, column));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        cursor.GetGetter<TValue>(ServedSchema.Find(cursor.Schema, column));

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            cursor.Dispose();
            lease.Dispose();
        }

        base.Dispose(disposing);
    }
}
