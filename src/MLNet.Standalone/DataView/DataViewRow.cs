namespace Microsoft.ML;

/// <summary>One row of values, whose content may change under the same object (a cursor moves, an engine gets its next example).</summary>
/// <remarks>Not thread-safe. Getters are fetched once and called for each row.</remarks>
public abstract class DataViewRow : IDisposable
{
    /// <summary>A number that changes whenever the row's values do. It is -1 before the first row.</summary>
    public abstract long Position { get; }

    /// <summary>The batch the row belongs to, by which the rows of a cursor set are put back in order.</summary>
    public abstract long Batch { get; }

    /// <summary>A getter for the id of the current row, which stays with the row through shuffling.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether the getter of <paramref name="column"/> may be asked for.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>The getter of an active column.</summary>
    /// <typeparam name="TValue">The raw type of the column.</typeparam>
    /// <exception cref="ArgumentException">The column is not active or is not of the schema.</exception>
    /// <exception cref="InvalidOperationException">The column holds another type.</exception>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <summary>The columns of the row, active or not.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>Releases what the row holds. May be called more than once.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the row holds. Derived rows also dispose the row they wrap.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
