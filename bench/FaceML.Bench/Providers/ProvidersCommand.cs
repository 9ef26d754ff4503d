namespace FaceML.Bench.Providers;

/// <summary>
/// <c>providers</c>: what each execution provider gives and costs beside the processor, on the same images: whether it finds the same
/// faces, how close its vectors are, and images per second. One that does not work here is named with what it lacks.
/// </summary>
internal static class ProvidersCommand
{
    private static readonly int[] Batches = [1, 16, 64];

    public static Command Create()
    {
        Option<ExecutionProvider[]> provider = new("--provider")
        {
            Description = "Providers to compare with the processor.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [ExecutionProvider.Cuda, ExecutionProvider.TensorRT],
        };
        Option<DirectoryInfo?> folder = PathOption.Folder("--images", "A folder of JPEG files, each with a face. Default: LFW.");
        Setting<int> count = new("--count", 500, "Images.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("providers", "Vectors and images per second of execution providers beside the processor.") { provider, folder,
            count, json };
        command.SetAction(parsed =>
            Run(parsed.GetValue(provider)!, parsed.GetValue(folder), parsed.GetValue(count), parsed.GetValue(json)));
        return command;
    }

    private static void Run(ExecutionProvider[] providers, DirectoryInfo? folder, int count, FileInfo? json)
    {
        string root = folder?.FullName ?? DataSets.Find("lfw-deepfunneled");
        string[] files = [.. Directory.EnumerateFiles(root, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Take(count)];
        Image[] images = [.. files.AsParallel().AsOrdered().Select(file => Image.Load(file))];
        string[] columns =
        [
            "provider",
            "faces found as on the processor",
            "largest move of a corner, pixels",
            "smallest cosine to the processor's vector",
            "images/s, whole way",
            .. Batches.Select(batch => $"embedder, faces/s, batch {batch}"),
        ];
        Report report = new($"{images.Length} images, decoded already, preset balanced", columns);
        ProviderRun processor = ProviderRun.Of(ExecutionProvider.Cpu, images, Batches);
        Add(report, processor, processor);
        foreach (ExecutionProvider provider in providers.Where(p => p != ExecutionProvider.Cpu))
        {
            if (ExecutionProviders.Missing(provider) is { } missing)
            {
                Console.Error.WriteLine($"{provider} left out: {missing}.");
                continue;
            }

            Add(report, ProviderRun.Of(provider, images, Batches), processor);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static void Add(Report report, ProviderRun run, ProviderRun processor)
    {
        int alike = 0;
        float move = 0, cosine = 1;
        for (int i = 0; i < run.Faces.Count; i++)
        {
            (FaceEmbedding? own, FaceEmbedding? other) = (run.Faces[i], processor.Faces[i]);
            if (own is null || other is null)
            {
                alike += own is null && other is null ? 1 : 0;
                continue;
            }

            alike++;
            Box a = own.Face.Box, b = other.Face.Box;
            move = ((float[])[move, MathF.Abs(a.Left - b.Left), MathF.Abs(a.Top - b.Top), MathF.Abs(a.Right - b.Right),
                MathF.Abs(a.Bottom - b.Bottom)]).Max();
            cosine = MathF.Min(cosine, FaceComparison.Cosine(own.Vector.Span, other.Vector.Span));
        }

        report.Add([
            run.Provider,
            $"{alike} of {run.Faces.Count}",
            Text(move, "0.000"),
            Text(cosine, "0.000000"),
            Text(run.ImagesPerSecond, "0"),
            .. run.FacesPerSecond.Select(rate => Text(rate, "0"))]);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
