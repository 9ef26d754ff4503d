namespace FaceML.Cli;

/// <summary><c>faceml networks quantize NAME --data DIR</c>: an embedding network with eight-bit integers, and what it costs.</summary>
internal static class NetworkQuantizeCommand
{
    private const int MostPeople = 150, MostEach = 2;

    public static Command Create(ToolTerminal terminal)
    {
        var name = new Argument<string>("name") { Description = "An installed embedding network." };
        var data = new ValueOption<DirectoryInfo>("--data", "DIR",
            "A folder with a folder for each person: their faces tell the ranges of the network's values.", required: true);
        var output = new ValueOption<FileInfo?>("--output", "FILE",
            $"Write the ONNX file there and the card beside it; installed into {NetworkCatalog.InstallFolder} when left out.");
        var called = new Option<string?>("--name") { Description = "What to call it; the network's name with -int8 when left out." };
        var depthwise = new Option<bool>("--depthwise") { Description = "Quantize depthwise convolutions too." };
        var leave = new Option<string[]>("--leave")
        {
            Description = "Layers that stay in single precision, by the names of their outputs.",
            AllowMultipleArgumentsPerToken = true,
        };
        var target = new NumberOption<double>("--target-cosine", NumberRange.From(0, 1))
        {
            Description = "Leave further layers in single precision until the embeddings' mean cosine to the float ones is this; 0: none.",
            DefaultValueFactory = _ => new NetworkQuantizationOptions().TargetCosine,
        };
        var command = new Command("quantize", "Make a smaller network of 8-bit integers, compared with the one it is made from.")
        {
            name, data, output, called, depthwise, leave, target,
        };
        command.SetAction((parsed, cancellation) =>
        {
            NetworkEntry entry = NetworkCatalog.Default().Find(parsed.GetValue(name)!);
            NetworkQuantizationOptions options = new()
            {
                Name = parsed.GetValue(called),
                Depthwise = parsed.GetValue(depthwise),
                Leave = parsed.GetValue(leave) ?? [],
                TargetCosine = parsed.GetValue(target),
            };
            string? file = parsed.GetValue(output)?.FullName;
            RefuseExisting(options.Name ?? NetworkQuantizationOptions.NameFor(entry.Card.Name), file);
            IReadOnlyList<FaceInImage> faces = Faces(terminal, parsed.GetValue(data)!, cancellation);
            QuantizedNetwork made = ToolProgress.Share(terminal, $"quantizing {entry.Card.Name}", progress =>
                NetworkQuantizer.Quantize(entry, faces, options, progress, cancellation), cancellation);
            NetworkQuantizeView.Write(terminal, entry.Card, made, Keep(made, file));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    // Before minutes are spent; what writes checks again.
    private static void RefuseExisting(string name, string? output)
    {
        string file = output ?? Path.Combine(NetworkCatalog.InstallFolder, name + ".json");
        if (File.Exists(file))
        {
            throw new ToolException($"{file} exists already; "
                + (output is null ? $"remove that network first ('faceml networks remove {name}') or use --name." : "name another file."));
        }
    }

    private static IReadOnlyList<FaceInImage> Faces(ToolTerminal terminal, DirectoryInfo folder, CancellationToken cancellation)
    {
        IReadOnlyList<LabeledFace> faces = LabeledFolder.Load(terminal, folder, MostPeople, MostEach, cancellation);
        return faces.Count >= NetworkQuantizer.FewestFaces ? [.. faces.Select(face => face.Face)] : throw new ToolException(
            $"{folder.FullName} gave {faces.Count} faces of people with two images; at least {NetworkQuantizer.FewestFaces} are needed.");
    }

    private static string Keep(QuantizedNetwork made, string? output)
    {
        if (output is not null)
        {
            made.Save(output);
            return output;
        }

        string work = Directory.CreateTempSubdirectory("faceml-").FullName;
        try
        {
            string file = Path.Combine(work, made.Card.File);
            made.Save(file);
            return NetworkInstaller.Install(made.Card, [file], NetworkCatalog.InstallFolder).Path;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
