namespace Microsoft.ML;

/// <summary>A table that is read row by row: a schema, and cursors that produce the values of the columns asked for.</summary>
/// <remarks>A view is immutable and may be shared between threads; the cursors it hands out may not.</remarks>
public interface IDataView
{
    /// <summary>Whether a <see cref="Random"/> passed to the cursor methods changes the order of the rows. When false it is ignored.</summary>
    bool CanShuffle { get; }

    /// <summary>The number of rows, or null when it is not known without reading them.</summary>
    long? GetRowCount();

    /// <summary>Opens a cursor, placed before the first row, in which the needed columns are active.</summary>
    /// <param name="columnsNeeded">Columns of <see cref="Schema"/> whose getters will be asked for.</param>
    /// <param name="rand">The source of the order when the view <see cref="CanShuffle"/>; null for the view's own order.</param>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null);

    /// <summary>Opens up to <paramref name="n"/> cursors that together produce every row once.</summary>
    /// <param name="columnsNeeded">Columns of <see cref="Schema"/> whose getters will be asked for.</param>
    /// <param name="n">The suggested number of cursors; fewer may come, never none.</param>
    /// <param name="rand">The source of the order when the view <see cref="CanShuffle"/>; null for the view's own order.</param>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null);

    /// <summary>The columns. The same object on every call.</summary>
    DataViewSchema Schema { get; }
}
