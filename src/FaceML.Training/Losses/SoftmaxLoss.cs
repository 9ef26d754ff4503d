namespace FaceML.Training.Losses;

/// <summary>
/// Plain softmax over s·(W·x) + b, with a free matrix and a bias (Bridle, 1990): the classifier whose last layer but one is the embedding.
/// </summary>
internal sealed class SoftmaxLoss : ClassMatrixLoss
{
    internal SoftmaxLoss(SoftmaxLossOptions options, int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
        : base(classes, length, options.Scale, normalized: false, classWeights, random)
    {
    }

    private protected override (float Value, float Slope) Target(float logit) => (logit, 1);
}
