namespace FaceML.Bench.StockChain;

/// <summary>The files that all chains read: images of LFW, and the aligned faces of the same images as PNG.</summary>
internal static class ChainFiles
{
    private static string Folder => Path.Combine(DataSets.Artifacts, "aligned-faces");

    /// <summary>The first <paramref name="count"/> images of LFW, in ordinal order.</summary>
    public static string[] Images(int count)
    {
        string root = DataSets.Find("lfw-deepfunneled");
        return [.. Directory.EnumerateFiles(root, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(count)];
    }

    /// <summary>The aligned faces of the same images; <see cref="Prepare"/> writes them.</summary>
    public static string[] AlignedFaces(int count) =>
        [.. Directory.EnumerateFiles(Folder, "*.png").Order(StringComparer.Ordinal).Take(count)];

    /// <summary>Writes the aligned faces that are not there yet.</summary>
    public static void Prepare(int count)
    {
        Directory.CreateDirectory(Folder);
        string[] missing = [.. Images(count).Where(image => !File.Exists(FileOf(image)))];
        if (missing.Length == 0)
        {
            return;
        }

        using var recognizer = FaceRecognizer.CreateDefault();
        var aligner = new FaceAligner(AlignmentTemplate.ArcFace112);
        Parallel.ForEach(missing, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, image =>
        {
            var loaded = Image.Load(image);
            if (recognizer.Detect(loaded) is [{ Points: { } points }, ..] && aligner.TryAlign(loaded, points, out Image? face))
            {
                face!.Save(FileOf(image));
            }
        });
    }

    private static string FileOf(string image) => Path.Combine(Folder, Path.GetFileNameWithoutExtension(image) + ".png");
}
