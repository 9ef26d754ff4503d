namespace FaceML.Bench.Providers;

/// <summary>What one execution provider found in the images, and how fast.</summary>
internal sealed record ProviderRun(
    ExecutionProvider Provider, IReadOnlyList<FaceEmbedding?> Faces, double ImagesPerSecond, IReadOnlyList<double> FacesPerSecond)
{
    private const int WarmUp = 32, FewestRuns = 2;

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    public static ProviderRun Of(ExecutionProvider provider, Image[] images, int[] batches)
    {
        using var recognizer = FaceRecognizer.CreateDefault(
            new FaceRecognizerOptions { Network = new NetworkOptions { Provider = provider, ThreadsPerRun = 1 } });
        Embed(recognizer, [.. images.Take(WarmUp)]);
        long start = Stopwatch.GetTimestamp();
        FaceEmbedding?[] faces = Embed(recognizer, images);
        double rate = images.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(provider, faces, rate, [.. batches.Select(batch => Embedder(recognizer.Networks[^1], images, batch))]);
    }

    // One thread a core, an image each.
    private static FaceEmbedding?[] Embed(FaceRecognizer recognizer, Image[] images)
    {
        var faces = new FaceEmbedding?[images.Length];
        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            faces[i] = recognizer.TryEmbedSingle(images[i], FaceSelection.Largest, out FaceEmbedding? face, out _) ? face : null);
        return faces;
    }

    // One thread: a graphics card is filled by the batch.
    private static double Embedder(OnnxNetwork network, Image[] images, int batch)
    {
        using NetworkRun run = network.Rent(batch);
        for (int i = 0; i < batch; i++)
        {
            PixelTensor.Write(images[i % images.Length], network.InputSpec, run.Input(i));
        }

        run.Execute();
        run.Execute();
        int runs = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed = TimeSpan.Zero;
        for (; runs < FewestRuns || elapsed < AtLeast; runs++)
        {
            run.Execute();
            elapsed = Stopwatch.GetElapsedTime(start);
        }

        return runs * batch / elapsed.TotalSeconds;
    }
}
