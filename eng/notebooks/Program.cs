using FaceML.Notebooks;

// dotnet run -c Release --project eng/notebooks [NAME …], from the root of the repository: all, or those whose names begin so.
string[] apps = [.. Directory.GetFiles("notebooks", "*.cs").Order(StringComparer.Ordinal)
    .Where(file => args.Length == 0 || args.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal)))];
foreach (string app in apps)
{
    Console.WriteLine(app);
    IReadOnlyList<Cell> cells = AppFile.Read(File.ReadAllText(app));
    IReadOnlyList<Cell> run = await NotebookRun.RunAsync(cells, Path.GetFullPath("notebooks"));
    File.WriteAllText(Path.ChangeExtension(app, ".ipynb"), NotebookFile.Write(run));
}

return apps.Length > 0 ? 0 : 1;
