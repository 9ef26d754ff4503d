using FaceML.Columns;

namespace FaceML.Cli;

/// <summary>A row to learn from a teacher: an aligned face and what the teacher makes of the image that it was cut from.</summary>
internal sealed class TaughtFace
{
    [FaceColumnType]
    public Image? AlignedFace { get; set; }

    public float[] Teacher { get; set; } = [];

    /// <summary>Shows the teacher the images: it finds, cuts out and mirrors faces as it does wherever it is used.</summary>
    public static TaughtFace[] Of(ToolTerminal terminal, IReadOnlyList<FolderFace> faces, FaceRecognizerOptions teacher,
        NetworkCatalog catalog, CancellationToken cancellationToken)
    {
        using FaceRecognizer recognizer = FaceRecognizer.Create(catalog, teacher);
        return ToolProgress.Count(terminal, "Asking the teacher", faces.Count, progress =>
        {
            var taught = new TaughtFace?[faces.Count];
            long done = 0;
            Parallel.For(0, faces.Count,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                if (recognizer.TryEmbedSingle(Image.Load(faces[i].Path), FaceSelection.Largest, out FaceEmbedding? found, out _))
                {
                    taught[i] = new TaughtFace { AlignedFace = faces[i].AlignedFace, Teacher = found.Vector.ToArray() };
                }

                progress.Report(Interlocked.Increment(ref done));
            });
            return taught.OfType<TaughtFace>().ToArray();
        });
    }
}
