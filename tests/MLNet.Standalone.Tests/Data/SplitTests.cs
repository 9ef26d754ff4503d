using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Data;

[TestClass]
public sealed class SplitTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void EveryRowIsInOneSet()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(1000));
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(view, 0.2);
        int[] train = Rows.Ids(split.TrainSet);
        int[] test = Rows.Ids(split.TestSet);
        CollectionAssert.AreEqual(Enumerable.Range(0, 1000).ToArray(), train.Concat(test).Order().ToArray());
        Assert.AreEqual(200, test.Length, 60, "0.2 of 1000, within five standard deviations");
        CollectionAssert.AreEqual(test, Rows.Ids(split.TestSet), "each reading gives the same rows");
        CollectionAssert.AreEqual(new[] { "Id", "Coordinates" }, split.TestSet.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(test, ml.Data.CreateEnumerable<Point>(split.TestSet, false).Select(point => (int)point.Coordinates[1]).ToArray());
    }

    [TestMethod]
    public void SeedDecidesTheSplit()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(300));
        int[] One(MLContext context, int? seed) => Rows.Ids(context.Data.TrainTestSplit(view, 0.3, seed: seed).TestSet);
        CollectionAssert.AreEqual(One(ml, 5), One(new MLContext(2), 5));
        CollectionAssert.AreNotEqual(One(ml, 5), One(ml, 6));
        CollectionAssert.AreEqual(One(new MLContext(7), null), One(new MLContext(7), null), "without a seed that of the context counts");
        CollectionAssert.AreNotEqual(One(new MLContext(7), null), One(new MLContext(8), null));
    }

    [TestMethod]
    [DataRow("Person")]
    [DataRow("Key")]
    [DataRow("Number")]
    [DataRow("Whole")]
    public void RowsOfOneKeyStayTogether(string column)
    {
        IDataView view = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => Person.Of(i % 40)));
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(view, 0.3, column, seed: 4);
        HashSet<string> train = [.. ml.Data.CreateEnumerable<Named>(split.TrainSet, false).Select(row => row.Person)];
        HashSet<string> test = [.. ml.Data.CreateEnumerable<Named>(split.TestSet, false).Select(row => row.Person)];
        Assert.IsFalse(train.Overlaps(test));
        Assert.HasCount(40, train.Union(test));
        Assert.IsNotEmpty(train);
        Assert.IsNotEmpty(test);
    }

    [TestMethod]
    public void EveryRowIsTestedInOneFold()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(200));
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = ml.Data.CrossValidationSplit(view, 4);
        Assert.HasCount(4, folds);
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), folds.SelectMany(fold => Rows.Ids(fold.TestSet)).Order().ToArray());
        foreach (DataOperationsCatalog.TrainTestData fold in folds)
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), Rows.Ids(fold.TrainSet).Concat(Rows.Ids(fold.TestSet)).Order().ToArray());
        }
    }

    [TestMethod]
    public void FoldsKeepKeysTogether()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => Person.Of(i % 40)));
        string[][] folds = [.. ml.Data.CrossValidationSplit(view, 5, "Person").Select(
            fold => ml.Data.CreateEnumerable<Named>(fold.TestSet, false).Select(row => row.Person).Distinct().ToArray())];
        Assert.AreEqual(40, folds.Sum(fold => fold.Length));
        Assert.AreEqual(40, folds.SelectMany(fold => fold).Distinct().Count());
    }

    [TestMethod]
    public void ImpossibleSplitsAreRefused()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(3));
        Assert.Throws<ArgumentException>(() => ml.Data.TrainTestSplit(view, 0));
        Assert.Throws<ArgumentException>(() => ml.Data.TrainTestSplit(view, 1));
        Assert.Throws<ArgumentException>(() => ml.Data.TrainTestSplit(view, double.NaN));
        Assert.Throws<ArgumentException>(() => ml.Data.CrossValidationSplit(view, 1));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => ml.Data.TrainTestSplit(view, 0.5, "Name")).Message, "Name");
    }

    private sealed class Person
    {
        [ColumnName("Person")]
        public string Name { get; set; }

        [KeyType(40)]
        public uint Key { get; set; }

        public float Number { get; set; }

        public int Whole { get; set; }

        public static Person Of(int number) => new() { Name = "P" + number, Key = (uint)number, Number = number, Whole = number };
    }

    private sealed class Named
    {
        public string Person { get; set; }
    }
}
