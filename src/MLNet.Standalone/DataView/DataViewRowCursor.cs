namespace Microsoft.ML;

/// <summary>A row that moves through a view, from before its first row to past its last.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    /// <summary>Moves to the next row. False when there is none; the cursor then stays past the end.</summary>
    public abstract bool MoveNext();
}
