namespace FaceML.Training.Mining;

/// <summary>What a miner sees of a batch.</summary>
internal readonly ref struct MiningBatch
{
    private readonly ReadOnlySpan<float> squaredDistances;
    private readonly bool squared;

    /// <summary>Describes a batch.</summary>
    /// <param name="squaredDistances">The squared Euclidean distance of each pair of rows, n×n.</param>
    /// <param name="labels">The identity of each row; n of them.</param>
    /// <param name="length">Numbers in an embedding.</param>
    /// <param name="margin">The margin of the loss.</param>
    /// <param name="squared">Whether the loss, and with it <see cref="Distance"/>, uses squared distances.</param>
    /// <param name="random">What is drawn from.</param>
    /// <exception cref="ArgumentException">There are not n×n distances.</exception>
    internal MiningBatch(ReadOnlySpan<float> squaredDistances, ReadOnlySpan<int> labels, int length, float margin, bool squared,
        TrainingRandom random)
    {
        if (squaredDistances.Length != labels.Length * labels.Length)
        {
            throw new ArgumentException(
                $"{labels.Length} labels require {labels.Length}² distances; {squaredDistances.Length} came.", nameof(squaredDistances));
        }

        this.squaredDistances = squaredDistances;
        this.squared = squared;
        Labels = labels;
        Length = length;
        Margin = margin;
        Random = random;
    }

    /// <summary>The identity of each row.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>Numbers in an embedding.</summary>
    public int Length { get; }

    /// <summary>The margin of the loss, in the unit of <see cref="Distance"/>.</summary>
    public float Margin { get; }

    /// <summary>What is drawn from.</summary>
    internal TrainingRandom Random { get; }

    /// <summary>The distance of two rows as the loss measures it.</summary>
    /// <param name="i">A row.</param>
    /// <param name="j">A row.</param>
    public float Distance(int i, int j)
    {
        float square = squaredDistances[i * Labels.Length + j];
        return squared ? square : MathF.Sqrt(square);
    }

    /// <summary>The Euclidean distance of two rows, whatever the loss uses.</summary>
    /// <param name="i">A row.</param>
    /// <param name="j">A row.</param>
    public float Euclidean(int i, int j) => MathF.Sqrt(squaredDistances[i * Labels.Length + j]);

    /// <summary>Whether two different rows are of one identity.</summary>
    /// <param name="i">A row.</param>
    /// <param name="j">A row.</param>
    public bool IsPositive(int i, int j) => i != j && Labels[i] == Labels[j];

    /// <summary>Every two different rows of one identity, in both orders.</summary>
    public GenuinePairs GenuinePairs => new(Labels);
}
