namespace Microsoft.ML.Tests.Support;

/// <summary>Reading views in tests.</summary>
internal static class Rows
{
    /// <summary>The values of an int column.</summary>
    public static int[] Ids(IDataView view, Random random = null, string column = "Id")
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]], random);
        return [.. Read<int>(cursor, column)];
    }

    /// <summary>The values of an int column by a set of cursors that are read in turns.</summary>
    public static int[] IdsOfSet(IDataView view, int n)
    {
        List<DataViewRowCursor> cursors = [.. view.GetRowCursorSet([view.Schema["Id"]], n)];
        Assert.IsNotEmpty(cursors);
        Assert.IsLessThanOrEqualTo(n, cursors.Count);
        ValueGetter<int>[] getters = [.. cursors.Select(cursor => cursor.GetGetter<int>(cursor.Schema["Id"]))];
        var result = new List<int>();
        bool moved = true;
        while (moved)
        {
            moved = false;
            for (int i = 0; i < cursors.Count; i++)
            {
                if (cursors[i].MoveNext())
                {
                    moved = true;
                    int id = -1;
                    getters[i](ref id);
                    result.Add(id);
                }
            }
        }

        cursors.ForEach(cursor => cursor.Dispose());
        return [.. result];
    }

    /// <summary>The values of a column in a row's remaining positions.</summary>
    public static IEnumerable<T> Read<T>(DataViewRowCursor cursor, string column)
    {
        ValueGetter<T> getter = cursor.GetGetter<T>(cursor.Schema[column]);
        while (cursor.MoveNext())
        {
            T value = default;
            getter(ref value);
            yield return value;
        }
    }
}
