namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Keeps in memory each column that is read. Columns of structured types other than vectors are left out.</summary>
    /// <param name="input">The view. It is read once a column.</param>
    /// <param name="columnsToPrefetch">Columns to read now.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (string name in columnsToPrefetch ?? [])
        {
            DataViewSchema.Column column = input.Schema.GetColumnOrNull(name)
                ?? throw Errors.MissingColumn(nameof(columnsToPrefetch), "prefetch", name);
            if (!CacheDataView.CanKeep(column.Type))
            {
                throw new InvalidOperationException($"Column '{name}' of type {column.Type} cannot be cached.");
            }
        }

        return new CacheDataView(input, columnsToPrefetch ?? []);
    }

    /// <summary>The rows whose number lies within bounds. A missing number is never within.</summary>
    /// <param name="input">The view.</param>
    /// <param name="columnName">A column of single or double precision.</param>
    /// <param name="lowerBound">The smallest number.</param>
    /// <param name="upperBound">The numbers stay below this.</param>
    public IDataView FilterRowsByColumn(
        IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        if (!(lowerBound < upperBound))
        {
            throw new ArgumentException($"The upper bound {upperBound} must be above the lower one, {lowerBound}.", nameof(upperBound));
        }

        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
        {
            throw Errors.WrongColumnType(nameof(columnName), "filter", columnName, "number", column.Type.ToString());
        }

        return new FilteredDataView(input, [column], row =>
        {
            Func<double> number = RowFraction.Number(row, column);
            return () => number() is double value && value >= lowerBound && value < upperBound ? Choice.Take : Choice.Skip;
        }, isOrdered: false);
    }

    /// <summary>The rows in another order: each is drawn from a pool that is filled up from the view.</summary>
    /// <param name="input">The view. Columns of structured types other than vectors are left out.</param>
    /// <param name="seed">Makes the order the same each time; null for another with every cursor.</param>
    /// <param name="shufflePoolSize">The number of rows held in memory.</param>
    /// <param name="shuffleSource">Whether the view itself is asked to shuffle too, when it can.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shufflePoolSize);
        return new ShuffledDataView(input, () => seed is { } value ? new Random(value) : environment.NextRandom(), shufflePoolSize, shuffleSource);
    }

    /// <summary>The rows without the first ones.</summary>
    /// <param name="input">The view.</param>
    /// <param name="count">How many are left out; at least 1.</param>
    public IDataView SkipRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new FilteredDataView(input, [], _ =>
        {
            long passed = 0;
            return () => passed++ < count ? Choice.Skip : Choice.Take;
        }, isOrdered: true)
        {
            CountRows = () => input.GetRowCount() is { } rows ? Math.Max(0, rows - count) : null,
        };
    }

    /// <summary>The first rows.</summary>
    /// <param name="input">The view.</param>
    /// <param name="count">How many at most; at least 1.</param>
    public IDataView TakeRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new FilteredDataView(input, [], _ =>
        {
            long taken = 0;
            return () => taken++ < count ? Choice.Take : Choice.Stop;
        }, isOrdered: true)
        {
            CountRows = () => input.GetRowCount() is { } rows ? Math.Min(rows, count) : null,
        };
    }
}
