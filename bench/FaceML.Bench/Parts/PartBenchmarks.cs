using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace FaceML.Bench.Parts;

/// <summary>The parts of the way from a file to a decision that are no network, each alone, on one thread.</summary>
[MemoryDiagnoser]
public class PartBenchmarks
{
    /// <summary>Pairs of embeddings: far more than the caches of a processor hold.</summary>
    internal const int Pairs = 40_000;

    private const int Candidates = 4420, CandidatesPerFace = 221, Length = 512;

    private const float NmsIou = 0.4f;

    private readonly float[] left = new float[Pairs * Length], right = new float[Pairs * Length], copy = new float[Pairs * Length];

    private byte[] small = [], large = [];
    private Image image = new(1, 1);
    private TensorSpec detectorSpec = null!, embedderSpec = null!;
    private float[] detectorInput = [], embedderInput = [], landmarkOutput = [];
    private SimilarityTransform imageToAligned;
    private DetectedFace[] candidates = [];
    private LandmarkFamilies.Decoder landmarks = null!;

    /// <summary>Makes what the parts work on.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var sample = Image.Load(DataSets.Samples[0]);
        image = sample.Resize(250, 250);
        small = image.Encode(ImageFormat.Jpeg);
        large = sample.Resize(5472, 3648).Encode(ImageFormat.Jpeg);
        var options = FaceRecognizerOptions.Fast;
        var catalog = NetworkCatalog.Default();
        detectorSpec = catalog.Find(options.Detector).Card.Input.ToTensorSpec();
        embedderSpec = catalog.Find(options.Embedder).Card.Input.ToTensorSpec();
        landmarks = LandmarkFamilies.Find(catalog.Find(options.Landmarker).Card);
        (detectorInput, embedderInput) = (new float[detectorSpec.Length], new float[embedderSpec.Length]);

        // A face of 100 pixels, slightly turned, in the middle of the image.
        imageToAligned = new SimilarityTransform(0.9f, 0.1f, -50, -60);
        Random random = new(1);
        landmarkOutput = [.. Enumerable.Range(0, 2 * FaceLandmarks.Count).Select(_ => random.NextSingle())];
        candidates = [.. Enumerable.Range(0, Candidates).Select(i => CandidateOf(i / CandidatesPerFace, random))];
        foreach (float[] vectors in (float[][])[left, right])
        {
            for (int i = 0; i < vectors.Length; i++)
            {
                vectors[i] = random.NextSingle() - 0.5f;
            }
        }
    }

    [Benchmark(Description = "decode a JPEG of 250×250")]
    public Image DecodeSmall() => Image.Decode(small);

    [Benchmark(Description = "decode a JPEG of 20 megapixels")]
    public Image DecodeLarge() => Image.Decode(large);

    [Benchmark(Description = "250×250 into the detector's input")]
    public void DetectorInput() => PixelTensor.Write(image, detectorSpec, detectorInput);

    [Benchmark(Description = "warp to a tensor of 112×112")]
    public void WarpToTensor() => PixelTensor.Write(image, imageToAligned, embedderSpec, embedderInput);

    [Benchmark(Description = "suppress overlaps of 4,420 candidates of 20 faces")]
    public int Suppress() => NonMaximumSuppression.Suppress(candidates, NmsIou).Count;

    [Benchmark(Description = "decode 68 landmarks and derive five points")]
    public FacePoints DecodeLandmarks()
    {
        var sums = new Vector2[FaceLandmarks.Count];
        landmarks(landmarkOutput, new Box(75, 75, 175, 175), sums);
        return new FaceLandmarks(sums).FivePoints;
    }

    [Benchmark(Description = "cosine of a pair of 512 numbers", OperationsPerInvoke = Pairs)]
    public float Cosines()
    {
        float sum = 0;
        for (int i = 0; i < left.Length; i += Length)
        {
            sum += FaceComparison.Cosine(left.AsSpan(i, Length), right.AsSpan(i, Length));
        }

        return sum;
    }

    [Benchmark(Description = "the same memory, summed", OperationsPerInvoke = Pairs)]
    public float Sum() => TensorPrimitives.Sum<float>(left) + TensorPrimitives.Sum<float>(right);

    [Benchmark(Description = "the same memory, as one scalar product", OperationsPerInvoke = Pairs)]
    public float Product() => TensorPrimitives.Dot<float>(left, right);

    [Benchmark(Description = "as much memory, half of it read and half written by a copy", OperationsPerInvoke = Pairs)]
    public void Copy() => left.CopyTo(copy, 0);

    // Boxes that lie around one face as those of a detector do.
    private static DetectedFace CandidateOf(int face, Random random)
    {
        float Jitter() => 6 * (random.NextSingle() - 0.5f);
        float x = face % 5 * 60 + 10, y = face / 5 * 60 + 10;
        return new(new Box(x + Jitter(), y + Jitter(), x + 40 + Jitter(), y + 40 + Jitter()), 0.6f + 0.4f * random.NextSingle());
    }
}
