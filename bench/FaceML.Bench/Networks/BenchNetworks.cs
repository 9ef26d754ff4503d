using FaceML.Import;

namespace FaceML.Bench.Networks;

/// <summary>
/// The networks that are compared: those of the restore, those that are converted from other formats, and the ONNX files of a folder, for
/// which cards are looked up or proposed as <c>faceml networks add</c> does it.
/// </summary>
internal static class BenchNetworks
{
    public static NetworkCatalog Prepare(DirectoryInfo? files, TextWriter log)
    {
        string folder = Path.Combine(DataSets.Artifacts, "networks");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (string name in InstallableNetworks.Names)
        {
            InstallableNetworks.Install(name, folder);
        }

        foreach (DirectoryInfo group in files?.GetDirectories().OrderBy(d => d.Name, StringComparer.Ordinal)
            ?? Enumerable.Empty<DirectoryInfo>())
        {
            foreach (string file in Directory.GetFiles(group.FullName, "*.onnx").Order(StringComparer.Ordinal))
            {
                Add(file, folder, log);
            }
        }

        return NetworkCatalog.Default(folder);
    }

    private static void Add(string file, string folder, TextWriter log)
    {
        string name = Path.GetFileNameWithoutExtension(file).ToLowerInvariant().Replace('_', '-');
        try
        {
            NetworkCard? known = KnownNetworks.Recognise(file);
            if (known is null && KnownNetworks.All.Any(card => card.Stages.Any(stage => stage.File == Path.GetFileName(file))))
            {
                return; // a later stage of a cascade
            }

            string[] all = known is null
                ? [file]
                : [file, .. known.Stages.Select(stage => Path.Combine(Path.GetDirectoryName(file)!, stage.File))];
            NetworkCard card = known ?? CardProposer.Propose(name, all);
            if (known is null && card.Kind == NetworkKind.Embedder)
            {
                card = Probe(card, file, log);
            }

            NetworkInstaller.Install(card, all, folder);
            log.WriteLine($"{Path.GetFileName(file)}: {(known is null ? "card proposed" : "recognized")} as {card.Name}");
        }
        catch (NetworkException e)
        {
            log.WriteLine($"{Path.GetFileName(file)}: left out. {e.Message}");
        }
    }

    // The people of LFW with the most images: as many as it takes to tell orders and normalizations apart.
    private static NetworkCard Probe(NetworkCard card, string file, TextWriter log)
    {
        using FaceRecognizer finder = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Balanced);
        IReadOnlyList<LabeledFace> faces = LabeledFace.Load(DataSets.Find("lfw-deepfunneled"), finder);
        EmbedderProbeResult result = new EmbedderProbe(file, faces).Search(card);
        foreach (EmbedderProbe.Variant variant in result.Others.Prepend(result.Reference))
        {
            log.WriteLine($"  {card.Name} shown as {variant.Shown}: {variant.Separation}");
        }

        return result.Reference.Card;
    }
}
