namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Splits the rows in two. Each row is in one of the sets, whichever is read and how often.</summary>
    /// <param name="data">The view, which must give its rows in the same order each time.</param>
    /// <param name="testFraction">About how much of the rows is for testing, between 0 and 1.</param>
    /// <param name="samplingKeyColumnName">Rows with the same value in this column stay together; null to draw for each row.</param>
    /// <param name="seed">Of the drawing; null for that of the context.</param>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(testFraction > 0 && testFraction < 1))
        {
            throw new ArgumentException($"The fraction for testing lies between 0 and 1; it is {testFraction}.", nameof(testFraction));
        }

        return Part(data, Fraction(data, samplingKeyColumnName, seed), fraction => fraction >= 0 && fraction < testFraction);
    }

    /// <summary>Splits the rows in folds, each of which is the test set once.</summary>
    /// <param name="data">The view, which must give its rows in the same order each time.</param>
    /// <param name="numberOfFolds">At least 2.</param>
    /// <param name="samplingKeyColumnName">Rows with the same value in this column stay together; null to draw for each row.</param>
    /// <param name="seed">Of the drawing; null for that of the context.</param>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (numberOfFolds < 2)
        {
            throw new ArgumentException($"There are at least 2 folds; {numberOfFolds} are asked for.", nameof(numberOfFolds));
        }

        RowFraction fractions = Fraction(data, samplingKeyColumnName, seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => Part(data, fractions, fraction => FoldOf(fraction, numberOfFolds) == fold))];
    }

    private static TrainTestData Part(IDataView data, RowFraction fractions, Func<double, bool> isTest)
    {
        return new TrainTestData(View(false), View(true));

        FilteredDataView View(bool test) => new(data, fractions.Columns, row =>
        {
            Func<double> fraction = fractions.For(row);
            return () => isTest(fraction()) == test ? Choice.Take : Choice.Skip;
        }, fractions.IsOrdered);
    }

    /// <summary>The fold of a fraction; what lies outside the range, a missing key, falls into the first or last.</summary>
    private static int FoldOf(double fraction, int folds) => (int)Math.Clamp(fraction * folds, 0, folds - 1);

    private RowFraction Fraction(IDataView data, string keyColumn, int? seed) =>
        RowFraction.Of(data, keyColumn, seed ?? environment.Seed ?? environment.NextRandom().Next());
}
