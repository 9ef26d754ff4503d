namespace FaceML.Notebooks.Tests;

/// <summary>Each notebook and the app of the same cells do what the committed outputs say.</summary>
[TestClass]
[DoNotParallelize]
public sealed class NotebookTests
{
    private static readonly string Folder = Path.Combine(TestData.Root, "notebooks");

    public static IEnumerable<object[]> Names => Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)
        .Select(file => (object[])[Path.GetFileNameWithoutExtension(file)]);

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void a_notebook_has_the_cells_of_its_app(string name) =>
        Assert.AreEqual(Sources(AppFile.Read(Read(name, ".cs"))), Sources(NotebookFile.Read(Read(name, ".ipynb"))),
            "'dotnet run -c Release --project eng/notebooks' makes the notebook anew.");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task a_notebook_runs_from_top_to_bottom_and_gives_the_outputs_it_holds(string name)
    {
        IReadOnlyList<Cell> kept = NotebookFile.Read(Read(name, ".ipynb"));
        IReadOnlyList<Cell> run = await NotebookRun.RunAsync(kept, Folder);
        Assert.AreEqual(Outputs(kept), Outputs(NotebookFile.Read(NotebookFile.Write(run))));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void an_app_prints_what_its_notebook_prints(string name)
    {
        string printed = NotebookRun.Printed(NotebookFile.Read(Read(name, ".ipynb")));
        Assert.AreEqual(printed, FileBasedApp.Run(Path.Combine(Folder, name + ".cs")));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void no_notebook_holds_an_image_of_a_person(string name)
    {
        string file = Read(name, ".ipynb");
        Assert.DoesNotContain("data:image", file);
        Assert.DoesNotContain("\"image/", file);
    }

    [TestMethod]
    public async Task a_failing_cell_is_named_with_its_number_and_message()
    {
        Cell[] cells = [new(false, "Text"), new(true, "int a = 1;"), new(true, "throw new Exception(\"broken on purpose\");")];
        CellFailedException failed = await Assert.ThrowsExactlyAsync<CellFailedException>(() => NotebookRun.RunAsync(cells, Folder));
        StringAssert.StartsWith(failed.Message, "Cell 3 failed: System.Exception: broken on purpose");
    }

    private static string Read(string name, string extension) => File.ReadAllText(Path.Combine(Folder, name + extension));

    private static string Sources(IEnumerable<Cell> cells) =>
        string.Join("\n\n", cells.Select(cell => $"[{(cell.IsCode ? "code" : "text")}]\n{cell.Text}"));

    // What is printed is the same on every machine; the last digits of what charts are drawn of are not.
    private static string Outputs(IEnumerable<Cell> cells) => string.Join("\n\n", cells.SelectMany((cell, i) => cell.Outputs
        .Select(output => $"[cell {i + 1}, {output.MimeType ?? "printed"}]\n{(output.MimeType == "text/html" ? "" : output.Text)}")));
}
