namespace FaceML.Training.Tests.Networks;

/// <summary>
/// Made-up people: each is a pattern of 8×8, each image the pattern with a little noise and much of three shapes that say nothing about who
/// it is (as light does), which can be learned on some people and helps with others; and a convolutional network for them.
/// </summary>
internal static class Patterns
{
    public const int Size = 8;

    /// <summary>How the network learns the patterns: quickly, on one thread.</summary>
    public static NetworkTrainingOptions Training { get; } = new()
    {
        Epochs = 5,
        ImagesPerIdentity = 3,
        ValidationFalseMatchRate = 0.1,
        Step = new NetworkTrainerOptions
        {
            Gradients = new GradientOptions { BatchSize = 12 },
            Loss = new TripletLossOptions { Miner = new BatchHardMiner(), Margin = 0.5f },
            Optimizer = new AdamOptions(),
            Threads = 1,
        },
    };

    private const int Shapes = 3;
    private const double ShapeStrength = 3;

    public static NetworkImages Images(
        int people, int each, int first = 0, double noise = 0.7, bool varies = false, EmbeddingSet? teacher = null)
    {
        (float[][] pixels, int[] labels) = Draw(people, each, first, noise);
        return new NetworkImages(labels, Size * Size, (image, random, row) =>
        {
            pixels[image].CopyTo(row);
            if (random?.NextDouble() < 0.5)
            {
                // Mirrored: the rows run backwards.
                for (int y = 0; y < Size; y++)
                {
                    row.Slice(y * Size, Size).Reverse();
                }
            }
        })
        { Varies = varies, Teacher = teacher };
    }

    public static OnnxModel Network(long seed = 4)
    {
        var random = new TrainingRandom(seed);
        var b = new GraphBuilder();
        string x = b.Input("x", OnnxElementType.Float32, 1, 1, Size, Size);
        string y = b.Conv(x, b.Floats("conv.w", [6, 1, 3, 3], Numeric.Normal(random, 54, 0.4)), b.Floats("conv.b", [6], new float[6]),
            [2, 2], [1, 1, 1, 1], output: "first");
        y = b.PRelu(y, b.Floats("slope", [6, 1, 1], [0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f]), output: "middle");
        b.MatMul(b.Reshape(y, [1, 96]), b.Floats("fc.w", [96, 8], Numeric.Normal(random, 96 * 8, 0.1)), "y");
        b.Output("y", OnnxElementType.Float32, 1, 8);
        return b.Build();
    }

    private static (float[][] Pixels, int[] Labels) Draw(int people, int each, int first, double noise)
    {
        int[] labels = [.. Enumerable.Range(0, people * each).Select(i => first + i / each)];
        return ([.. labels.Select((label, i) =>
        {
            var random = new TrainingRandom(50_000 + label * 1000 + i);
            float[] pattern = Numeric.Normal(new TrainingRandom(1000 + label), Size * Size), grain =
                Numeric.Normal(random, Size * Size, noise);
            float[] image = [.. pattern.Zip(grain, (p, g) => p + g)];
            for (int shape = 0; shape < Shapes; shape++)
            {
                float strength = (float)(ShapeStrength * random.NextNormal());
                image = [.. image.Zip(Numeric.Normal(new TrainingRandom(7 + shape), Size * Size), (p, s) => p + strength * s)];
            }

            return image;
        })], labels);
    }
}
