using Microsoft.ML;

namespace FaceML.Cli;

/// <summary>The faces of a folder of people as vectors, out of the cache where it has them.</summary>
internal sealed class TrainingFaces
{
    private readonly List<TrainingFace> faces = [];

    /// <summary>The images with a usable face, in ordinal order of person and file.</summary>
    public IReadOnlyList<TrainingFace> Faces => faces;

    /// <summary>Images without one.</summary>
    public int WithoutFace { get; private set; }

    /// <summary>Vectors that were not in the cache.</summary>
    public int Computed { get; private set; }

    /// <summary>Embeds what the cache has not.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="model">A fitted embedding pipeline.</param>
    /// <param name="images">Files and people.</param>
    /// <param name="cache">The cache of the pipeline's networks.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Ends it at the next image; what was computed is kept.</param>
    /// <exception cref="ToolException">One image lies with two people: one of them would teach, the other be measured on.</exception>
    public static TrainingFaces Read(MLContext ml, ITransformer model, IReadOnlyList<(string Path, string Identity)> images,
        EmbeddingCache cache, IProgress<long> progress, CancellationToken cancellationToken)
    {
        string[] keys = new string[images.Count];
        Parallel.For(0, keys.Length,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            keys[i] = EmbeddingCache.KeyOf(images[i].Path));
        RefuseOneImageOfTwoPeople(images, keys);
        float[]?[] vectors = [.. keys.Select(cache.Find)];
        int[] missing = [.. Enumerable.Range(0, vectors.Length).Where(i => vectors[i] is null)];
        IDataView view = ml.Data.LoadFromEnumerable(missing
            .Select(i => new FaceSource { Path = images[i].Path }).ToArray()).WithCancellation(cancellationToken);
        int next = 0;
        foreach (FaceVector row in ml.Data.CreateEnumerable<FaceVector>(model.Transform(view), reuseRowObject: true))
        {
            int i = missing[next++];
            vectors[i] = row.Embedding.AsSpan().Contains(float.NaN) ? [] : [.. row.Embedding];
            cache.Keep(keys[i], vectors[i]);
            progress.Report(images.Count - missing.Length + next);
        }

        var result = new TrainingFaces { Computed = missing.Length };
        for (int i = 0; i < vectors.Length; i++)
        {
            if (vectors[i] is { Length: > 0 } vector)
            {
                result.faces.Add(new TrainingFace { Embedding = vector, Identity = images[i].Identity });
            }
            else
            {
                result.WithoutFace++;
            }
        }

        return result;
    }

    private static void RefuseOneImageOfTwoPeople(IReadOnlyList<(string Path, string Identity)> images, string[] keys)
    {
        (string Path, string Identity)[]? shared = images.Zip(keys).GroupBy(p => p.Second, p => p.First)
            .Select(g => g.DistinctBy(p => p.Identity).ToArray()).FirstOrDefault(g => g.Length > 1);
        if (shared is not null)
        {
            throw new ToolException(
                $"{shared[0].Path} and {shared[1].Path} are the same image, of '{shared[0].Identity}' and of '{shared[1].Identity}': "
                    + $"a person must not be two people, one learned from and one measured on.");
        }
    }
}
