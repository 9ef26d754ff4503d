namespace Microsoft.ML.Data;

/// <summary>The object that the getters of a row of objects read.</summary>
internal sealed class ObjectSlot<TRow>
    where TRow : class
{
    private TRow value;

    /// <summary>The object.</summary>
    /// <exception cref="InvalidOperationException">The cursor is before the first row or past the last.</exception>
    public TRow Value => value ?? throw new InvalidOperationException("Values cannot be fetched now: the cursor is not on a row.");

    public void Set(TRow row) => value = row;
}
