namespace FaceML.Bench.Quantization;

/// <summary>
/// <c>int8</c>: embedders in single precision and in 8-bit integers side by side in one run: speed alone and of the whole pipeline, and
/// what the integers cost on LFW, each network with thresholds of its own.
/// </summary>
internal static class Int8Command
{
    private const int CalibrationFaces = 300;

    public static Command Create()
    {
        Option<DirectoryInfo?> images = PathOption.Folder(
            "--images", "A folder with a folder for each person; LFW among the data sets when left out.");
        Option<FileInfo?> pairs = PathOption.File(
            "--pairs", "LFW's pairs.txt; that of the data sets when left out. Calibration takes images that are in no pair.");
        Option<string[]> networks = new("--networks")
        {
            Description = "Embedders of the restore.",
            DefaultValueFactory = _ => ["faceplugin-512"],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<FileInfo[]> files = new("--files")
        {
            Description = "Further embedders: ONNX files with their cards beside them as .json.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> depthwise = new("--depthwise") { Description = "Quantize depthwise convolutions too." };
        Option<double> target = new("--target-cosine") { DefaultValueFactory = _ => new NetworkQuantizationOptions().TargetCosine };
        Setting<string> part = new("--part", "all", "speed, accuracy or all.");
        Setting<string> preset = new("--preset", "fast", "How the pipeline finds faces.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("int8", "Embedders in 8-bit integers beside the float ones: speed, pipeline, LFW.")
        {
            images, pairs, networks, files, depthwise, target, part, preset, json,
        };
        command.SetAction(parsed =>
        {
            string root = parsed.GetValue(images)?.FullName ?? DataSets.Find("lfw-deepfunneled");
            FileInfo? list = parsed.GetValue(pairs);
            string protocol = list?.FullName ?? (parsed.GetValue(images) is null ? DataSets.Find("lfw-protocol", "pairs.txt") : "");
            NetworkQuantizationOptions options = new()
            {
                Depthwise = parsed.GetValue(depthwise),
                TargetCosine = parsed.GetValue(target),
            };
            Run(new(root, protocol.Length > 0 ? LfwProtocol.ReadPairs(protocol) : []), parsed.GetValue(networks)!,
                parsed.GetValue(files)!, options, parsed.GetValue(preset)!, parsed.GetValue(part)!, parsed.GetValue(json));
        });
        return command;
    }

    private static void Run(Int8Images images, string[] names, FileInfo[] files, NetworkQuantizationOptions options, string preset,
        string part, FileInfo? json)
    {
        string folder = Directory.CreateTempSubdirectory("faceml-int8-").FullName;
        try
        {
            foreach (string name in names.Where(Import.InstallableNetworks.Names.Contains))
            {
                Import.InstallableNetworks.Install(name, folder);
            }

            List<string> embedders = [.. names];
            foreach (FileInfo file in files)
            {
                NetworkCard card = NetworkCard.Load(Path.ChangeExtension(file.FullName, ".json"));
                embedders.Add(NetworkInstaller.Install(card, [file.FullName], folder).Card.Name);
            }

            NetworkCatalog catalog = NetworkCatalog.Default(folder);
            FaceRecognizerOptions recipe = FaceRecognizerOptions.Preset(preset);
            IReadOnlyList<FaceInImage> faces = images.Calibration(catalog, recipe, CalibrationFaces);
            Report fidelity = new("Quantized networks", "network", "layers", "MB float", "MB int8", "cosine median", "smallest");
            foreach (string name in embedders)
            {
                QuantizedNetwork made = NetworkQuantizer.Quantize(catalog.Find(name), faces, options);
                made.Save(Path.Combine(folder, made.Card.File));
                fidelity.Add(name, made.Card.Lineage!.Method, Megabytes(catalog.Find(name).Card.Bytes), Megabytes(made.Card.Bytes),
                    $"{made.MedianCosine:F4}", $"{made.Cosines[0]:F4}");
                Console.Error.WriteLine($"{name}: median cosine {made.MedianCosine:F4}, left {string.Join(", ", made.Left)}");
            }

            catalog = NetworkCatalog.Default(folder);
            (string, string)[] both = [.. embedders.Select(name => (name, NetworkQuantizationOptions.NameFor(name)))];
            List<Report> tables = [fidelity];
            if (part is "all" or "speed")
            {
                tables.Add(Int8Speed.Measure(catalog, recipe, preset, both, images.Some()));
            }

            if ((part is "all" or "accuracy") && images.Pairs.Count > 0)
            {
                tables.Add(Int8Accuracy.Measure(catalog, recipe, both, images));
            }

            foreach (Report table in tables)
            {
                table.Print(Console.Out);
                Console.WriteLine();
            }

            Console.WriteLine($"Instructions for integers: {IntegerInstructions.Describe()}.");

            Report.Write(json, [.. tables]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:F2}";
}
