namespace FaceML.Notebooks.Tests;

/// <summary>
/// The kernels of Jupyter and Visual Studio Code are processes of another folder, which hold none of FaceML's files: here the notebooks'
/// own runner, copied away from them.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class ForeignKernelTests
{
    private const string Notebook = "01-two-faces";
    private static readonly string Built = Path.Combine(TestData.Root, "artifacts", "notebooks");

    [TestMethod]
    public void a_notebook_runs_in_a_kernel_whose_process_knows_neither_FaceML_nor_its_networks_and_native_libraries()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(Built).Where(IsOfTheKernel))
        {
            File.Copy(file, Path.Combine(Directory.CreateDirectory(folder["kernel"]).FullName, Path.GetFileName(file)));
        }

        // A repository of this notebook alone: the runner writes the notebook anew.
        Directory.CreateSymbolicLink(folder["artifacts"], Path.Combine(TestData.Root, "artifacts"));
        Directory.CreateSymbolicLink(folder["datasets"], Path.Combine(TestData.Root, "datasets"));
        Directory.CreateDirectory(folder["notebooks"]);
        foreach (string name in new[] { Notebook + ".cs", "setup.csx" })
        {
            File.Copy(Path.Combine(TestData.Root, "notebooks", name), Path.Combine(folder["notebooks"], name));
        }

        FileBasedApp.Command(folder.Path, Path.Combine(folder["kernel"], "FaceML.Notebooks.dll"), Notebook);

        Assert.AreEqual(Printed(TestData.Root), Printed(folder.Path));
    }

    // The list of dependencies names where else to look, so it stays behind too.
    private static bool IsOfTheKernel(string file)
    {
        string name = Path.GetFileName(file);
        bool runner = name.StartsWith("FaceML.Notebooks.", StringComparison.Ordinal);
        return (runner || !name.StartsWith("FaceML.", StringComparison.Ordinal))
            && name != "NetVips.dll" && !name.StartsWith("Microsoft.ML.", StringComparison.Ordinal)
            && (name.EndsWith(".dll", StringComparison.Ordinal) || name.EndsWith(".runtimeconfig.json", StringComparison.Ordinal));
    }

    private static string Printed(string root) =>
        NotebookRun.Printed(NotebookFile.Read(File.ReadAllText(Path.Combine(root, "notebooks", Notebook + ".ipynb"))));
}
