using System.Runtime.InteropServices;
using FaceML.Imaging;
using FaceML.Training.Data;
using FaceML.Vision;

namespace FaceML.Bench.Training;

/// <summary>Vectors of LFW's faces, as they are and as a camera far away would see them; kept in a file for the next run.</summary>
internal static class ShiftedChips
{
    /// <summary>The vectors of the same pictures, plain and shifted, with people numbered by folder.</summary>
    public static (EmbeddingSet Plain, EmbeddingSet Shifted) Load(int mostPeople, int fewest, int most, int side)
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        string[][] people = [.. Directory.EnumerateDirectories(DataSets.Find("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= fewest).Take(mostPeople).Select(f => f.Take(most).ToArray())];
        string network = NetworkCatalog.Default().Find(recognizer.Options.Embedder).Card.Sha256[..12];
        string cache = Path.Combine(DataSets.Artifacts, $"shift-{network}-{people.Length}-{fewest}-{most}-{side}.bin");
        if (!File.Exists(cache))
        {
            Write(cache, Compute(recognizer, people, side));
        }

        return Read(cache);
    }

    private static (float[] Plain, float[] Shifted, int[] Labels, int Length) Compute(FaceRecognizer recognizer, string[][] people, int side)
    {
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        (string File, int Person)[] pictures = [.. people.SelectMany((files, person) => files.Select(file => (file, person)))];
        (float[] Plain, float[] Shifted)?[] found = new (float[], float[])?[pictures.Length];
        int done = 0;
        Parallel.For(0, pictures.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            Image image = Image.Load(pictures[i].File);
            if (FaceRecognizer.Select(recognizer.Detector.Detect(image), image, FaceSelection.Central, out DetectedFace face) == FaceStatus.Found)
            {
                Image chip = aligner.Align(image, recognizer.Landmarker.Locate(image, face.Box).FivePoints);
                float[][] vectors = recognizer.Embedder.EmbedChips([chip, chip.Resize(side, side).Resize(chip.Width, chip.Height)]);
                found[i] = (vectors[0], vectors[1]);
            }

            int count = Interlocked.Increment(ref done);
            if (count % 200 == 0)
            {
                Console.Error.WriteLine($"{count} of {pictures.Length}");
            }
        });

        int[] usable = [.. Enumerable.Range(0, found.Length).Where(i => found[i] is not null)];
        // A person whose other pictures show no face has no mate.
        HashSet<int> paired = [.. usable.GroupBy(i => pictures[i].Person).Where(g => g.Count() > 1).Select(g => g.Key)];
        int[] rows = [.. usable.Where(i => paired.Contains(pictures[i].Person))];
        return ([.. rows.SelectMany(i => found[i]!.Value.Plain)], [.. rows.SelectMany(i => found[i]!.Value.Shifted)], [.. rows.Select(i => pictures[i].Person)], recognizer.Embedder.Length);
    }

    private static void Write(string cache, (float[] Plain, float[] Shifted, int[] Labels, int Length) faces)
    {
        using (BinaryWriter writer = new(File.Create(cache + ".tmp")))
        {
            writer.Write(faces.Labels.Length);
            writer.Write(faces.Length);
            writer.Write(MemoryMarshal.AsBytes<int>(faces.Labels));
            writer.Write(MemoryMarshal.AsBytes<float>(faces.Plain));
            writer.Write(MemoryMarshal.AsBytes<float>(faces.Shifted));
        }

        File.Move(cache + ".tmp", cache, overwrite: true);
    }

    private static (EmbeddingSet Plain, EmbeddingSet Shifted) Read(string cache)
    {
        using FileStream stream = File.OpenRead(cache);
        using BinaryReader reader = new(stream);
        int count = reader.ReadInt32(), length = reader.ReadInt32();
        int[] labels = new int[count];
        float[] plain = new float[count * length], shifted = new float[count * length];
        stream.ReadExactly(MemoryMarshal.AsBytes(labels.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(plain.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(shifted.AsSpan()));
        return (new EmbeddingSet(plain, labels, length), new EmbeddingSet(shifted, labels, length));
    }
}
