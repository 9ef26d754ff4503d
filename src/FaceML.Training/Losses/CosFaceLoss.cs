namespace FaceML.Training.Losses;

/// <summary>
/// Softmax over cosines with a margin taken off that of the own class: s·(cos θ_y − m) (Wang et al., "CosFace", 2018, equation 4).
/// </summary>
internal sealed class CosFaceLoss : ClassMatrixLoss
{
    private readonly float margin;

    internal CosFaceLoss(CosFaceLossOptions options, int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
        : base(classes, length, options.Scale, normalized: true, classWeights, random) => margin = options.Margin;

    private protected override (float Value, float Slope) Target(float logit) => (logit - margin, 1);
}
