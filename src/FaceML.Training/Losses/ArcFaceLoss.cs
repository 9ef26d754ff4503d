namespace FaceML.Training.Losses;

/// <summary>
/// Softmax over cosines with an angle added to that of the own class: s·cos(θ_y + m) (Deng, Guo, Xue, Zafeiriou, "ArcFace", 2019,
/// equation 3). Where θ + m would pass π, cos θ − m·sin m is used instead, as the authors' program does, so that it keeps falling with θ.
/// </summary>
internal sealed class ArcFaceLoss : ClassMatrixLoss
{
    private readonly float margin;
    private readonly float cosMargin;
    private readonly float sinMargin;

    internal ArcFaceLoss(ArcFaceLossOptions options, int classes, int length, ReadOnlySpan<float> classWeights, TrainingRandom random)
        : base(classes, length, options.Scale, normalized: true, classWeights, random)
    {
        margin = options.Margin;
        (sinMargin, cosMargin) = MathF.SinCos(margin);
    }

    private protected override (float Value, float Slope) Target(float logit)
    {
        float cosine = Math.Clamp(logit, -1f, 1f);
        if (cosine <= -cosMargin)
        {
            return (cosine - margin * sinMargin, 1);
        }

        // The slope of cos(arccos c + m) is sin(θ + m) / sin θ; sin θ is held above 0, where the curve is vertical.
        float sine = MathF.Sqrt(Math.Max(1 - cosine * cosine, 1e-6f));
        return (cosine * cosMargin - sine * sinMargin, cosMargin + cosine * sinMargin / sine);
    }
}
