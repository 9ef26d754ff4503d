using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>The same images of people that were not trained on, as two networks see them.</summary>
internal sealed record FaceNetworkComparison
{
    private FaceNetworkComparison()
    {
    }

    /// <summary>What was compared on what.</summary>
    public required string Name { get; init; }

    /// <summary>What the first side is called.</summary>
    public required string BeforeName { get; init; }

    /// <summary>What the second side is called.</summary>
    public required string AfterName { get; init; }

    /// <summary>The comparisons as the first side scores them.</summary>
    public required ComparisonScores Before { get; init; }

    /// <summary>The same comparisons as the second side scores them.</summary>
    public required ComparisonScores After { get; init; }

    /// <summary>What changed, with intervals of the paired bootstrap over people.</summary>
    public required PairedComparison Gain { get; init; }

    /// <summary>Compares vectors of the same images.</summary>
    /// <param name="name">What is compared on what.</param>
    /// <param name="beforeName">What the first side is called.</param>
    /// <param name="before">Its vectors.</param>
    /// <param name="afterName">What the second side is called.</param>
    /// <param name="after">Its vectors, of the same rows; of the same or another length.</param>
    /// <param name="options">Confidence, replicates, false match rates; null for those of <see cref="HeldOutPairs.Compare"/>.</param>
    /// <exception cref="EvaluationDataException">The rows are not the same, or there are no pairs of both kinds.</exception>
    public static FaceNetworkComparison Of(string name, string beforeName, EmbeddingSet before, string afterName, EmbeddingSet after,
        EvaluationOptions? options = null) => new()
        {
            Name = name,
            BeforeName = beforeName,
            AfterName = afterName,
            Before = HeldOutPairs.Score(before),
            After = HeldOutPairs.Score(after),
            Gain = HeldOutPairs.Compare(before, after, options),
        };
}
