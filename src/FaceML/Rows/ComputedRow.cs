namespace FaceML.Rows;

/// <summary>
/// A row with columns over another row. It computes when a getter is first called on a row, and only once a row however many getters ask
/// (a score that two columns use would otherwise run the networks twice). Owns the row below. Not thread-safe.
/// </summary>
internal abstract class ComputedRow(DataViewRow input) : DataViewRow
{
    private long computed = long.MinValue;

    public override long Position => Input.Position;

    public override long Batch => Input.Batch;

    protected DataViewRow Input { get; } = input;

    public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected abstract void ComputeColumns();

    /// <summary>Computes the columns unless they are this row's already.</summary>
    protected void Compute()
    {
        long position = Input.Position;
        if (position == computed)
        {
            return;
        }

        // A failure half-way must not pass for this row's result.
        Forget();
        ComputeColumns();
        computed = position;
    }

    /// <summary>The next getter computes anew.</summary>
    protected void Forget() => computed = long.MinValue;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Input.Dispose();
        }

        base.Dispose(disposing);
    }
}
