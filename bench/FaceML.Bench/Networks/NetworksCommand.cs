namespace FaceML.Bench.Networks;

/// <summary>
/// <c>networks</c>: every detector, landmark source and embedder that can be had, on the same data: the tables of docs/networks.md.
/// </summary>
internal static class NetworksCommand
{
    public static Command Create()
    {
        Option<DirectoryInfo?> files = PathOption.Folder(
            "--files", "A folder of folders with further ONNX files; ../networks beside the data sets when left out and there.");
        Option<FileInfo?> json = PathOption.File("--out", "Write the tables to this file; to standard output when left out.");
        Setting<string> part = new("--part", "all", "detectors, embedders, cost or all.");
        Option<string[]> only = new("--embedders")
        {
            Description = "Only these embedders; all when left out.",
            AllowMultipleArgumentsPerToken = true,
        };
        Command command = new("networks",
            "Recall, precision and points of every detector; LFW of every embedder; cost of the presets.") { files, json, part, only };
        command.SetAction(parsed =>
            Run(parsed.GetValue(files), parsed.GetValue(json), parsed.GetValue(part)!, parsed.GetValue(only) ?? []));
        return command;
    }

    private static void Run(DirectoryInfo? files, FileInfo? file, string part, string[] only)
    {
        DirectoryInfo beside = new(Path.Combine(DataSets.Find("."), "..", "networks"));
        NetworkCatalog catalog = BenchNetworks.Prepare(files ?? (beside.Exists ? beside : null), Console.Error);
        StringWriter tables = new();
        if (part is "all" or "detectors")
        {
            DetectorTable.Write(catalog, tables, Console.Error);
            tables.WriteLine();
        }

        if (part is "all" or "embedders")
        {
            EmbedderTable.Write(catalog, only, tables, Console.Error);
            tables.WriteLine();
        }

        if (part is "all" or "cost")
        {
            CostTable.Write(catalog, tables);
        }

        if (file is null)
        {
            Console.Out.Write(tables.ToString());
        }
        else
        {
            File.WriteAllText(file.FullName, tables.ToString());
        }
    }
}
