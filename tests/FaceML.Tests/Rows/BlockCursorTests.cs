namespace FaceML.Tests.Rows;

[TestClass]
public sealed class BlockCursorTests
{
    private const int Block = 4;

    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Row
    {
        [VectorType(8)]
        public float[] X { get; set; } = new float[8];

        [VectorType]
        public float[] Extra { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private static CountingView Data(int rows) => new(Ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, rows)
            .Select(i => new Row { X = [.. Enumerable.Repeat((float)i, 8)], Extra = new float[i % 3], Name = $"row {i}" }).ToArray()));

    private static DoublingTransformer Stage() => new("sum", "X", Block);

    [TestMethod]
    public void reads_no_further_than_a_block_ahead()
    {
        CountingView data = Data(30);
        IDataView view = Stage().Transform(data);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["sum"]]);
        Assert.AreEqual(0, data.Moves, "Nothing happens before the cursor moves.");
        for (int row = 1; cursor.MoveNext(); row++)
        {
            Assert.IsLessThanOrEqualTo(row + Block - 1, data.Moves);
        }

        Assert.AreEqual(30, data.Moves);
    }

    [TestMethod]
    public void columns_that_pass_keep_their_row_vectors_of_any_length_too()
    {
        CountingView data = Data(11);
        DoublingTransformer stage = Stage();
        List<object?[]> rows = ViewValues.Read(stage.Transform(data), "Name", "sum", "Extra");
        for (int i = 0; i < 11; i++)
        {
            Assert.AreEqual($"row {i}", rows[i][0]);
            Assert.AreEqual(2f * i, ((float[])rows[i][1]!)[0]);
            Assert.HasCount(i % 3, (float[])rows[i][2]!);
        }
    }

    [TestMethod]
    public void disposed_disposes_what_it_reads_also_in_the_middle()
    {
        CountingView data = Data(30);
        IDataView view = Stage().Transform(data);
        DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(1, data.OpenCursors);
        cursor.Dispose();
        Assert.AreEqual(0, data.OpenCursors);
    }

    [TestMethod]
    public void without_a_current_row_a_getter_says_so()
    {
        IDataView view = Stage().Transform(Data(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["sum"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema["sum"]);
        VBuffer<float> value = default;
        Assert.ThrowsExactly<InvalidOperationException>(() => get(ref value));
        Assert.IsTrue(cursor.MoveNext());
        get(ref value);
        Assert.IsFalse(cursor.MoveNext());
        Assert.ThrowsExactly<InvalidOperationException>(() => get(ref value));
    }

    [TestMethod]
    public void a_column_that_was_not_asked_for_has_no_getter()
    {
        IDataView view = Stage().Transform(Data(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["sum"]]);
        InvalidOperationException error =
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Name"]));
        StringAssert.Contains(error.Message, "'Name'");
    }

    [TestMethod]
    public void stages_that_no_column_needs_do_not_run()
    {
        CountingView data = Data(9);
        DoublingTransformer stage = Stage();
        Assert.HasCount(9, ViewValues.Read(stage.Transform(data), "Name"));
        Assert.IsFalse(data.Reads.ContainsKey("X"));
    }

    [TestMethod]
    public void a_score_that_two_columns_use_is_computed_once_a_row()
    {
        var data = new CountingView(ScoreModel.Data(Ml, 0.5f));
        IDataView view = ScoreModel.Fit(Ml).Transform(data);
        Assert.HasCount(120, ViewValues.Read(view, "Score", "PredictedLabel", "Threshold"));
        Assert.AreEqual(120, data.Reads["Embedding1"]);
    }
}
