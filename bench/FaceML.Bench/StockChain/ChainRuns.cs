using System.Collections.Frozen;
using FaceML.Detection;
using FaceML.Embedding;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Bench.StockChain;

/// <summary>The chains that are compared, by name: the part before the blank says which network and which files.</summary>
internal static class ChainRuns
{
    private const string DetectorName = "ultraface-rfb320", EmbedderName = "faceplugin-512";

    // Both networks take (byte − 127) / 128 (their cards in models/).
    private const float Mean = 127, Scale = 1 / 128f;

    private const int WarmUp = 64, Compared = 64;

    /// <summary>The chains, in the order in which they take turns.</summary>
    public static FrozenDictionary<string, Func<string[], (int Images, float[] Values)>> All { get; } =
        new Dictionary<string, Func<string[], (int, float[])>>
        {
            ["detect stock"] = files => Read<Scores>(files, DetectStock(), row => row.scores[..0]),
            ["detect faces"] = files => Read<Found>(files, DetectFaces(null), _ => []),
            ["detect landmarks"] = files => Read<Found>(files, DetectFaces(new FaceDetectionOptions().LandmarkNetwork), _ => []),
            ["detect bound"] = files => Bound(files, DetectorName),
            ["embed stock"] = files => Read<Output>(files, EmbedStock(), row => Normalized(row.output)),
            ["embed faces"] = files => Read<Embedded>(files, EmbedFaces(), row => row.Embedding),
            ["embed bound"] = files => Bound(files, EmbedderName),
        }.ToFrozenDictionary();

    public static FrozenDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        ["detect stock"] = "detector, ML.NET's LoadImages → ResizeImages → ExtractPixels → ApplyOnnxModel",
        ["detect faces"] = "detector, ml.Faces.LoadImages → Detect (boxes decoded, overlaps suppressed)",
        ["detect landmarks"] = "the same with the landmark network on every face",
        ["detect bound"] = "detector, the network alone on pixels in memory, one thread a core",
        ["embed stock"] = "embedder, ML.NET's LoadImages → ResizeImages → ExtractPixels → ApplyOnnxModel on aligned faces",
        ["embed faces"] = "embedder, ml.Faces.LoadImages → Embed on aligned faces (normalized)",
        ["embed bound"] = "embedder, the network alone on pixels in memory, one thread a core",
    }.ToFrozenDictionary();

    private static MLContext Ml { get; } = new(seed: 1);

    public static ChainRun Measure(string name, int count)
    {
        string[] files = name.StartsWith("detect", StringComparison.Ordinal) ? ChainFiles.Images(count) : ChainFiles.AlignedFaces(count);
        Func<string[], (int Images, float[] Values)> chain = All[name];
        (_, float[] values) = chain([.. files.Take(WarmUp)]);
        long start = Stopwatch.GetTimestamp();
        (int images, _) = chain(files);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        return new ChainRun(images / seconds, process.PeakWorkingSet64 >> 20, values);
    }

    private static (int Images, float[] Values) Read<TRow>(string[] files, IEstimator<ITransformer> chain, Func<TRow, float[]> valuesOf)
        where TRow : class, new()
    {
        IDataView data = Ml.Data.LoadFromEnumerable(files.Select(file => new FaceSource { Path = file }));
        ITransformer model = chain.Fit(data);
        List<float> values = [];
        int images = 0;
        foreach (TRow row in Ml.Data.CreateEnumerable<TRow>(model.Transform(data), reuseRowObject: true))
        {
            if (images++ < Compared)
            {
                values.AddRange(valuesOf(row));
            }
        }

        (model as IDisposable)?.Dispose();
        return (images, [.. values]);
    }

    private static IEstimator<ITransformer> DetectStock() => Ml.Transforms.LoadImages("Image", "", nameof(FaceSource.Path))
        .Append(Ml.Transforms.ResizeImages("Image", 320, 240, resizing: ImageResizingEstimator.ResizingKind.Fill))
        .Append(Ml.Transforms.ExtractPixels("input", "Image", offsetImage: Mean, scaleImage: Scale))
        .Append(Ml.Transforms.ApplyOnnxModel(["scores", "boxes"], ["input"], FileOf(DetectorName)));

    private static IEstimator<ITransformer> DetectFaces(string? landmarks) => Ml.Faces.LoadImages("Image", nameof(FaceSource.Path))
        .Append(Ml.Faces.Detect(new FaceDetectionOptions { LandmarkNetwork = landmarks }));

    // ExtractPixels demands images of a known size, which only ResizeImages gives; the aligned faces have that size already.
    private static IEstimator<ITransformer> EmbedStock() => Ml.Transforms.LoadImages("Image", "", nameof(FaceSource.Path))
        .Append(Ml.Transforms.ResizeImages("Image", 112, 112, resizing: ImageResizingEstimator.ResizingKind.Fill))
        .Append(Ml.Transforms.ExtractPixels(
            "input", "Image", orderOfExtraction: ImagePixelExtractingEstimator.ColorsOrder.ABGR, offsetImage: Mean, scaleImage: Scale))
        .Append(Ml.Transforms.ApplyOnnxModel("output", "input", FileOf(EmbedderName)));

    private static IEstimator<ITransformer> EmbedFaces() => Ml.Faces.LoadImages("Face", nameof(FaceSource.Path))
        .Append(Ml.Faces.Embed(new FaceEmbeddingOptions { InputColumnName = "Face", Embedding = new EmbedderOptions { Flip = false } }));

    /// <summary>
    /// As many runs of the network as there are files, on the pixels of some of them, ready in memory: real ones, since they take longer
    /// than a constant.
    /// </summary>
    private static (int Images, float[] Values) Bound(string[] files, string network)
    {
        using OnnxNetwork opened = NetworkCatalog.Default().Load(network, new NetworkOptions { ThreadsPerRun = 1 });
        float[][] inputs = [.. files.Take(Compared).Select(file => Pixels(file, opened.InputSpec))];
        int next = -1;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            using NetworkRun run = opened.Rent();
            for (int i = Interlocked.Increment(ref next); i < files.Length; i = Interlocked.Increment(ref next))
            {
                inputs[i % inputs.Length].CopyTo(run.Input());
                run.Execute();
            }
        });
        return (files.Length, []);
    }

    private static float[] Pixels(string file, TensorSpec spec)
    {
        float[] pixels = new float[spec.Length];
        PixelTensor.Write(Image.Load(file), spec, pixels);
        return pixels;
    }

    private static string FileOf(string network) => NetworkCatalog.Default().Find(network).Path;

    private static float[] Normalized(float[] vector)
    {
        float length = MathF.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / length)];
    }

    // Named as the outputs of the network files are: ApplyOnnxModel takes the names of columns from there.
    private sealed class Scores
    {
        public float[] scores { get; set; } = [];

        public float[] boxes { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] output { get; set; } = [];
    }

    private sealed class Found
    {
        [Columns.FaceColumnType]
        public Columns.DetectedFaces? Faces { get; set; }
    }

    private sealed class Embedded
    {
        public float[] Embedding { get; set; } = [];
    }
}
