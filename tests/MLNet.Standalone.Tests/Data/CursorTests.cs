using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Tests.Support;

namespace Microsoft.ML.Tests.Data;

/// <summary>What every view of a stack of views must keep, whichever columns are asked for.</summary>
[TestClass]
public sealed class CursorTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void AnySubsetOfColumnsGivesTheSameValues()
    {
        foreach (IDataView view in Stack())
        {
            string[] whole = [.. Read(view, view.Schema)];
            Prop.ForAll<int>(mask =>
            {
                DataViewSchema.Column[] columns = [.. view.Schema.Where(column => ((mask >> column.Index) & 1) != 0)];
                using DataViewRowCursor cursor = view.GetRowCursor(columns);
                bool isActive = view.Schema.All(column => !columns.Any(chosen => chosen.Index == column.Index) || cursor.IsColumnActive(column));
                IEnumerable<string> expected = whole.Select(row => Choose(row, columns));
                return isActive && Read(cursor, columns).SequenceEqual(expected);
            }).QuickCheckThrowOnFailure();
        }
    }

    [TestMethod]
    public void ManyThreadsReadOneView()
    {
        foreach (IDataView view in Stack())
        {
            string[] whole = [.. Read(view, view.Schema)];
            Parallel.For(0, 6, _ => CollectionAssert.AreEqual(whole, Read(view, view.Schema).ToArray()));
        }
    }

    [TestMethod]
    public void PositionCountsTheRows()
    {
        foreach (IDataView view in Stack())
        {
            using DataViewRowCursor cursor = view.GetRowCursor([]);
            Assert.AreEqual(-1, cursor.Position);
            for (long row = 0; cursor.MoveNext(); row++)
            {
                Assert.AreEqual(row, cursor.Position);
            }

            Assert.IsFalse(cursor.MoveNext());
        }
    }

    private IEnumerable<IDataView> Stack()
    {
        IDataView view = ml.Data.LoadFromEnumerable(Point.Line(12));
        yield return view;
        view = ml.Transforms.CustomMapping<Point, Added>((from, to) => to.Sum = from.Coordinates.Sum() + from.Id, null).Fit(view).Transform(view);
        yield return view;
        view = ml.Transforms.Concatenate("All", "Coordinates", "Sum").Append(ml.Transforms.CopyColumns("Id", "Sum")).Fit(view).Transform(view);
        yield return view;
        view = new LengthTransformer("Length", "All").Transform(view);
        yield return ml.Data.Cache(view);
        yield return ml.Data.SkipRows(view, 2);
        yield return ml.Data.TrainTestSplit(view, 0.4).TrainSet;
        yield return ml.Transforms.SelectColumns("Length", "All").Fit(view).Transform(view);
    }

    private static IEnumerable<string> Read(IDataView view, IEnumerable<DataViewSchema.Column> columns)
    {
        DataViewSchema.Column[] chosen = [.. columns];
        using DataViewRowCursor cursor = view.GetRowCursor(chosen);
        return [.. Read(cursor, chosen)];
    }

    /// <summary>A line for each row, with each column's value behind its index.</summary>
    private static IEnumerable<string> Read(DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        Func<string>[] values = [.. columns.Select(column => Value(cursor, column))];
        while (cursor.MoveNext())
        {
            yield return string.Concat(values.Select(value => value()));
        }
    }

    private static string Choose(string row, DataViewSchema.Column[] columns) => string.Concat(
        row.Split(';', StringSplitOptions.RemoveEmptyEntries).Where(part => columns.Any(column => part.StartsWith(column.Index + "=", StringComparison.Ordinal))).Select(part => part + ";"));

    private static Func<string> Value(DataViewRowCursor row, DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Int32)
        {
            return Fetch(row.GetGetter<int>(column), value => $"{value}");
        }

        return column.Type == NumberDataViewType.Single
            ? Fetch(row.GetGetter<float>(column), value => $"{value}")
            : Fetch(row.GetGetter<VBuffer<float>>(column), value => string.Join('|', value.DenseValues()));

        Func<string> Fetch<T>(ValueGetter<T> getter, Func<T, string> text) => () =>
        {
            T value = default;
            getter(ref value);
            return $"{column.Index}={text(value)};";
        };
    }

    private sealed class Added
    {
        public float Sum { get; set; }
    }
}
