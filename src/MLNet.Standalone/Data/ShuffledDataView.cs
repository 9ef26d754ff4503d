namespace Microsoft.ML.Data;

/// <summary>A view whose rows are drawn from a pool.</summary>
/// <remarks>As in ML.NET, columns of structured types other than vectors cannot wait in the pool and are missing here.</remarks>
internal sealed class ShuffledDataView : IDataView
{
    private readonly MappedDataView source;
    private readonly Func<Random> makeRandom;
    private readonly int poolSize;
    private readonly bool shuffleSource;

    public ShuffledDataView(IDataView source, Func<Random> makeRandom, int poolSize, bool shuffleSource)
    {
        this.source = new MappedDataView(source, ColumnChoice.Of(source.Schema, column => CacheDataView.CanKeep(column.Type)));
        this.makeRandom = makeRandom;
        this.poolSize = poolSize;
        this.shuffleSource = shuffleSource;
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        Random random = rand ?? makeRandom();
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        DataViewRowCursor input = source.GetRowCursor(columns, shuffleSource && source.CanShuffle ? random : null);
        return new ShuffledCursor(input, ActiveColumns.Of(Schema, columns), random, poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
