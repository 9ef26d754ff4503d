using FaceML.Rows;

namespace FaceML.Tests.Contract;

/// <summary>What every estimator keeps, run over all of <see cref="EstimatorCase.All"/>.</summary>
[TestClass]
public sealed class EstimatorContractTests
{
    private const float Rounding = 1e-5f;

    private static readonly MLContext Ml = new(seed: 1);
    private static readonly Dictionary<string, ITransformer> Fitted = [];

    public static IEnumerable<object[]> Cases => EstimatorCase.All.Select(c => new object[] { c.Name });

    [ClassCleanup]
    public static void Release()
    {
        foreach (ITransformer transformer in Fitted.Values)
        {
            (transformer as IDisposable)?.Dispose();
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void schema_promised_is_schema_given(string name)
    {
        IDataView data = ContractRow.View(Ml);
        SchemaShape promised = Case(name).Estimator(Ml).GetOutputSchema(ShapeOf(data.Schema));
        DataViewSchema given = Transformed(name, data).Schema;
        string[] expected = [.. promised
            .Select(c => $"{c.Name}: {c.Kind} of {c.ItemType}{(c.IsKey ? " key" : "")}").Order(StringComparer.Ordinal)];
        string[] found = [.. ShapeOf(given)
            .Select(c => $"{c.Name}: {c.Kind} of {c.ItemType}{(c.IsKey ? " key" : "")}").Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, found);
        Assert.AreEqual(string.Join(", ", given), string.Join(", ", Model(name).GetOutputSchema(data.Schema)));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void row_by_row_is_batched_is_a_random_subset(string name)
    {
        IDataView data = ContractRow.View(Ml), transformed = Transformed(name, data);
        string[] outputs = Outputs(name);
        List<object?[]> batched = ViewValues.Read(transformed, outputs);
        Assert.HasCount(ContractRow.All.Count, batched);

        IRowToRowMapper mapper = Model(name).GetRowToRowMapper(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        DataViewRow row = mapper.GetRow(cursor, mapper.OutputSchema);
        Func<object?>[] readers = ViewValues.Readers(row, outputs);
        List<object?[]> rowByRow = [];
        while (cursor.MoveNext())
        {
            rowByRow.Add([.. readers.Select(read => read())]);
        }

        ViewValues.AreEqual(rowByRow, batched, Rounding, "batched against row by row");
        var random = new Random(3);
        for (int round = 0; round < 3; round++)
        {
            // Some output, among some of what is passed through, which must come out as it went in.
            string output = outputs[random.Next(outputs.Length)];
            string[] passed = [.. data.Schema.Select(c => c.Name).Where(n => !outputs.Contains(n) && random.Next(2) == 0)];
            List<object?[]> subset = ViewValues.Read(transformed, [output, .. passed]);
            List<object?[]> original = ViewValues.Read(data, passed);
            ViewValues.AreEqual([.. batched.Select((r, i) => (object?[])[r[Array.IndexOf(outputs, output)], .. original[i]])], subset,
                Rounding, $"with {string.Join(", ", passed)} active");
        }

        ViewValues.AreEqual(ViewValues.Read(data, "Wrong"), ViewValues.Read(transformed, "Wrong"), 0, "without any output active");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void fitting_changes_nothing_and_twice_is_the_same(string name)
    {
        IDataView data = ContractRow.View(Ml);
        string[] columns = [.. data.Schema.Select(c => c.Name)];
        List<object?[]> before = ViewValues.Read(data, columns);
        ITransformer again = Case(name).Estimator(new MLContext(seed: 1)).Fit(data);
        ViewValues.AreEqual(ViewValues.Read(Transformed(name, data), Outputs(name)), ViewValues.Read(again.Transform(data), Outputs(name)),
            0, "two fits");
        ViewValues.AreEqual(before, ViewValues.Read(data, columns), 0, "the data after fitting");
        (again as IDisposable)?.Dispose();
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void a_column_that_is_missing_or_wrong_is_named(string name)
    {
        EstimatorCase estimator = Case(name);
        IDataView data = ContractRow.View(Ml);
        foreach (string read in estimator.Reads)
        {
            foreach (string instead in (string[])["NoSuchColumn", "Wrong"])
            {
                IEstimator<ITransformer> astray = estimator.Make(Ml, column => column == read ? instead : column);
                FaceColumnException fit = Assert.ThrowsExactly<FaceColumnException>(() => astray.Fit(data), $"{read} → {instead}");
                Assert.AreEqual(instead, fit.Column);
                StringAssert.Contains(fit.Message, $"'{instead}'");
                Assert.AreEqual(instead == "Wrong", fit.Actual is not null);
                FaceColumnException promise = Assert.ThrowsExactly<FaceColumnException>(() => astray.GetOutputSchema(ShapeOf(data.Schema)));
                Assert.AreEqual(instead, promise.Column);
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void saved_and_loaded_gives_the_same(string name)
    {
        using var folder = new TemporaryFolder();
        IDataView data = ContractRow.View(Ml);
        Ml.Faces.Save(Model(name), data.Schema, folder["stage.faceml"]);
        using TransformerChain<ITransformer> loaded = new MLContext().Faces.Load(
            folder["stage.faceml"], out DataViewSchema schema, new LoadOptions { Galleries = [EstimatorCase.Gallery] });
        Assert.AreEqual(string.Join(", ", data.Schema.Select(c => $"{c.Name} {c.Type}")),
            string.Join(", ", schema.Select(c => $"{c.Name} {c.Type}")));
        ViewValues.AreEqual(ViewValues.Read(Transformed(name, data), Outputs(name)), ViewValues.Read(loaded.Transform(data), Outputs(name)),
            0, "loaded");
        Ml.Faces.Save(loaded, schema, folder["again.faceml"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["stage.faceml"]), File.ReadAllBytes(folder["again.faceml"]), "saved again");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void MLNets_save_names_the_right_call(string name)
    {
        using var stream = new MemoryStream();
        Exception? error = Assert.Throws<Exception>(() => Ml.Model.Save(Model(name), ContractRow.View(Ml).Schema, stream));
        while (error is not null && !error.Message.Contains("ml.Faces.Save(", StringComparison.Ordinal))
        {
            error = error.InnerException;
        }

        Assert.IsNotNull(error, "The message must name ml.Faces.Save.");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void no_rows_and_one_row_are_fine(string name)
    {
        Assert.IsEmpty(ViewValues.Read(Transformed(name, ContractRow.View(Ml, [])), Outputs(name)));
        List<object?[]> first = ViewValues.Read(Transformed(name, ContractRow.View(Ml)), Outputs(name));
        List<object?[]> single = ViewValues.Read(Transformed(name, ContractRow.View(Ml, [ContractRow.All[0]])), Outputs(name));
        ViewValues.AreEqual([first[0]], single, Rounding, "a single row");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void cancelled_in_the_middle_ends(string name)
    {
        using var stop = new CancellationTokenSource();
        IDataView many = ContractRow.View(Ml, Enumerable.Range(0, 4).SelectMany(_ => ContractRow.All));
        IDataView watched = many.WithCancellation(stop.Token).WithProgress(new StopAt(stop, row: 7));
        IDataView transformed = Transformed(name, watched);
        using DataViewRowCursor cursor = transformed.GetRowCursor([.. Outputs(name).Select(o => transformed.Schema[o])]);
        Func<object?>[] readers = ViewValues.Readers(cursor, Outputs(name));
        int rows = 0;
        Assert.ThrowsExactly<OperationCanceledException>(() =>
        {
            while (cursor.MoveNext())
            {
                Array.ForEach(readers, read => read());
                rows++;
            }
        });
        Assert.IsLessThanOrEqualTo(7, rows);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void several_cursors_at_once_do_not_disturb_each_other(string name)
    {
        IDataView transformed = Transformed(name, ContractRow.View(Ml));
        string[] outputs = Outputs(name);
        List<object?[]> expected = ViewValues.Read(transformed, outputs);
        using DataViewRowCursor a = transformed.GetRowCursor(transformed.Schema), b =
            transformed.GetRowCursor([.. outputs.Select(o => transformed.Schema[o])]);
        Func<object?>[] readA = ViewValues.Readers(a, outputs), readB = ViewValues.Readers(b, outputs);
        List<object?[]> rowsA = [], rowsB = [];
        // One leads by three rows, so that the two never are in the same place.
        for (int step = 0; step < expected.Count + 3; step++)
        {
            if (a.MoveNext())
            {
                rowsA.Add([.. readA.Select(read => read())]);
            }

            if (step >= 3 && b.MoveNext())
            {
                rowsB.Add([.. readB.Select(read => read())]);
            }
        }

        ViewValues.AreEqual(expected, rowsA, Rounding, "the first of two cursors");
        ViewValues.AreEqual(expected, rowsB, Rounding, "the second of two cursors");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void shuffled_and_in_parallel_each_row_keeps_its_values(string name)
    {
        var data = new ShufflableView(Ml, ContractRow.All);
        IDataView transformed = Transformed(name, data);
        string[] columns = ["Wrong", .. Outputs(name)];
        List<object?[]> expected = ViewValues.Read(transformed, columns);
        Assert.IsTrue(transformed.CanShuffle);
        IEnumerable<DataViewSchema.Column> needed = columns.Select(c => transformed.Schema[c]);
        using (DataViewRowCursor shuffled = transformed.GetRowCursor(needed, new Random(9)))
        {
            List<object?[]> rows = ViewValues.Read(shuffled, columns);
            CollectionAssert.AreEqual(ShufflableView.Order(ContractRow.All.Count, new Random(9)).Select(i => (object)(double)i).ToArray(),
                rows.Select(r => r[0]).ToArray(), "the order");
            ViewValues.AreEqual(expected, [.. rows.OrderBy(r => r[0])], Rounding, "shuffled");
        }

        DataViewRowCursor[] set = transformed.GetRowCursorSet(needed, 3);
        Assert.HasCount(3, set);
        List<object?[]> all = [.. set.SelectMany(cursor => ViewValues.Read(cursor, columns))];
        ViewValues.AreEqual(expected, [.. all.OrderBy(r => r[0])], Rounding, "a set of cursors");
        Array.ForEach(set, cursor => cursor.Dispose());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void a_cursor_says_what_it_is(string name)
    {
        IDataView data = ContractRow.View(Ml), transformed = Transformed(name, data);
        string output = Outputs(name)[0];
        using DataViewRowCursor cursor = transformed.GetRowCursor([transformed.Schema[output]]), source = data.GetRowCursor(data.Schema);
        Assert.AreSame(transformed.Schema, cursor.Schema);
        Assert.IsTrue(cursor.IsColumnActive(transformed.Schema[output]));
        Assert.AreEqual(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<Guid>(transformed.Schema[output]), "A getter of the wrong type.");
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter(), sourceId = source.GetIdGetter();
        DataViewRowId found = default, expected = default;
        for (long row = 0; cursor.MoveNext(); row++)
        {
            Assert.IsTrue(source.MoveNext());
            Assert.AreEqual(row, cursor.Position);
            Assert.AreEqual(source.Batch, cursor.Batch);
            id(ref found);
            sourceId(ref expected);
            Assert.AreEqual(expected, found);
        }

        Assert.IsFalse(cursor.MoveNext());
    }

    private static EstimatorCase Case(string name) => EstimatorCase.All.Single(c => c.Name == name);

    private static ITransformer Model(string name)
    {
        lock (Fitted)
        {
            if (!Fitted.TryGetValue(name, out ITransformer? model))
            {
                Fitted.Add(name, model = Case(name).Estimator(Ml).Fit(ContractRow.View(Ml)));
            }

            return model;
        }
    }

    private static IDataView Transformed(string name, IDataView data) => Model(name).Transform(data);

    private static string[] Outputs(string name) => [.. ((FaceTransformer)Model(name)).Outputs.Select(o => o.Name)];

    private static SchemaShape ShapeOf(DataViewSchema schema) =>
        new([.. schema.Where(c => !c.IsHidden).Select(c => ColumnShape.Of(Ml, new OutputColumn(c.Name, c.Type)))]);

    private sealed class StopAt(CancellationTokenSource source, long row) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value == row)
            {
                source.Cancel();
            }
        }
    }
}
