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

    /// <summary>Embeds what the caches have not.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="model">A fitted embedding pipeline.</param>
    /// <param name="images">Files and people.</param>
    /// <param name="caches">The cache of each column of vectors that <paramref name="model"/> adds: <c>Embedding</c> and, where it has
    /// two, <c>ShiftedEmbedding</c>.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Ends it at the next image; what was computed is kept.</param>
    /// <exception cref="ToolException">One image lies with two people: one of them would teach, the other be measured on.</exception>
    public static TrainingFaces Read(MLContext ml, ITransformer model, IReadOnlyList<(string Path, string Identity)> images,
        IReadOnlyList<EmbeddingCache> caches, IProgress<long> progress, CancellationToken cancellationToken)
    {
        string[] keys = new string[images.Count];
        Parallel.For(0, keys.Length,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            keys[i] = EmbeddingCache.KeyOf(images[i].Path));
        RefuseOneImageOfTwoPeople(images, keys);
        float[]?[][] vectors = [.. keys.Select(key => caches.Select(cache => cache.Find(key)).ToArray())];
        int[] missing = [.. Enumerable.Range(0, vectors.Length).Where(i => vectors[i].Contains(null))];
        IDataView view = model.Transform(ml.Data.LoadFromEnumerable(missing
            .Select(i => new FaceSource { Path = images[i].Path }).ToArray()).WithCancellation(cancellationToken));
        int next = 0;
        foreach (TrainingFace row in ml.Data.CreateEnumerable<TrainingFace>(view, reuseRowObject: true, ignoreMissingColumns: true))
        {
            int i = missing[next++];
            float[][] found = [row.Embedding, row.ShiftedEmbedding];
            for (int kind = 0; kind < caches.Count; kind++)
            {
                vectors[i][kind] = found[kind].AsSpan().Contains(float.NaN) ? [] : [.. found[kind]];
                caches[kind].Keep(keys[i], vectors[i][kind]);
            }

            progress.Report(images.Count - missing.Length + next);
        }

        var result = new TrainingFaces { Computed = missing.Length };
        for (int i = 0; i < vectors.Length; i++)
        {
            if (vectors[i][0] is { Length: > 0 } vector)
            {
                result.faces.Add(new TrainingFace
                {
                    Embedding = vector,
                    ShiftedEmbedding = caches.Count == 1 ? [] : vectors[i][1]!,
                    Identity = images[i].Identity,
                });
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
