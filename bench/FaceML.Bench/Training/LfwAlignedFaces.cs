using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FaceML.Files;

namespace FaceML.Bench.Training;

/// <summary>
/// The aligned aligned faces of everybody in LFW with two images or more, by the detector, landmarks and template of the default recipe;
/// kept in a file, so that a degradation costs one run of the embedding network and nothing else.
/// </summary>
/// <param name="AlignedFaces">The aligned faces, ordered by person and image.</param>
/// <param name="People">The person of each aligned face, 0 to people − 1 in ordinal order of the names.</param>
internal sealed record LfwAlignedFaces(Image[] AlignedFaces, int[] People)
{
    /// <summary>Loads or cuts them.</summary>
    public static LfwAlignedFaces Load(FaceRecognizer recognizer)
    {
        string recipe = string.Join('|', recognizer.Networks.Take(recognizer.Networks.Count - 1)
            .Select(n => n.Card.Sha256)) + recognizer.Options.Detection + recognizer.Options.Landmarks + recognizer.Embedder.Template.Name;
        string cache = Path.Combine(
            DataSets.Artifacts, $"lfw-aligned faces-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..16]}.bin");
        if (!File.Exists(cache))
        {
            Cut(recognizer).Write(cache);
        }

        return Read(cache);
    }

    /// <summary>The rows of people with at least so many images, at most so many of each.</summary>
    public int[] RowsOfPeopleWith(int fewest, int most) =>
        [.. Enumerable.Range(0, People.Length).GroupBy(i => People[i]).Where(g => g.Count() >= fewest).SelectMany(g => g.Take(most))];

    /// <summary>Their aligned faces; the people keep their numbers.</summary>
    public LfwAlignedFaces OfPeopleWith(int fewest, int most = int.MaxValue)
    {
        int[] rows = RowsOfPeopleWith(fewest, most);
        return new LfwAlignedFaces([.. rows.Select(i => AlignedFaces[i])], [.. rows.Select(i => People[i])]);
    }

    private static LfwAlignedFaces Cut(FaceRecognizer recognizer)
    {
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        (string File, int Person)[] images =
            [.. Directory.EnumerateDirectories(DataSets.Find("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= 2)
                .SelectMany((files, person) => files.Select(file => (file, person)))];
        Image?[] found = new Image?[images.Length];
        int done = 0;
        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Image image = Image.Load(images[i].File);
            if (FaceRecognizer.Select(recognizer.Find(image), image, FaceSelection.Central, out DetectedFace face) == FaceStatus.Found)
            {
                aligner.TryAlign(image, recognizer.Locate(image, face).Points, out found[i]);
            }

            int count = Interlocked.Increment(ref done);
            if (count % 500 == 0)
            {
                Console.Error.WriteLine($"{count} of {images.Length} aligned faces");
            }
        });

        // A person whose other images show no face has no mate.
        int[] rows = [.. Enumerable.Range(0, found.Length).Where(i => found[i] is not null).GroupBy(i => images[i].Person)
            .Where(g => g.Count() > 1).SelectMany(g => g)];
        return new LfwAlignedFaces([.. rows.Select(i => found[i]!)], [.. rows.Select(i => images[i].Person)]);
    }

    private void Write(string cache) => AtomicFile.Write(cache, stream =>
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(AlignedFaces.Length);
        writer.Write(AlignedFaces[0].Width);
        writer.Write(AlignedFaces[0].Height);
        writer.Write(MemoryMarshal.AsBytes<int>(People));
        foreach (Image alignedFace in AlignedFaces)
        {
            writer.Write(alignedFace.Pixels);
        }
    });

    private static LfwAlignedFaces Read(string cache)
    {
        using BinaryReader reader = new(File.OpenRead(cache));
        int count = reader.ReadInt32(), width = reader.ReadInt32(), height = reader.ReadInt32();
        int[] people = new int[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(people.AsSpan()));
        return new LfwAlignedFaces([.. people.Select(_ => new Image(width, height, reader.ReadBytes(width * height * 3)))], people);
    }
}
