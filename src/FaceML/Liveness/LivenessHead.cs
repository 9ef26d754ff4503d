using System.Numerics.Tensors;
using FaceML.Training.Classical;
using FaceML.Training.Fusion;

namespace FaceML.Liveness;

/// <summary>
/// A linear head on the features of a face: its score is the log-odds of a live face where live faces and attacks are equally likely.
/// Immutable and safe to share.
/// </summary>
internal sealed class LivenessHead
{
    private readonly LogisticFusion weights;

    public LivenessHead(FaceLivenessFeatures features, PrincipalComponents? texture, LogisticFusion weights)
    {
        if (features == 0 || (features & ~FaceLivenessFeatures.All) != 0
            || features.HasFlag(FaceLivenessFeatures.ColorTexture) != texture is not null)
        {
            throw new ArgumentException(
                $"The head must go by known features, with components exactly for ColorTexture; they are {features}.", nameof(features));
        }

        (Features, Texture) = (features, texture);
        // As a file holds them, so that a saved head gives the same bits.
        this.weights = new LogisticFusion((float)weights.Bias, weights.Weights.Select(w => (double)(float)w));
    }

    /// <summary>What it goes by.</summary>
    public FaceLivenessFeatures Features { get; }

    /// <summary>The directions of color texture; null without it.</summary>
    public PrincipalComponents? Texture { get; }

    /// <summary>The factor on each number, in the order of <see cref="Row"/>.</summary>
    public IReadOnlyList<double> Weights => weights.Weights;

    /// <summary>What is added.</summary>
    public double Bias => weights.Bias;

    /// <summary>The numbers of a face that a head sees.</summary>
    public static float[] Row(LivenessDescription face, FaceLivenessFeatures features, PrincipalComponents? texture) =>
    [
        .. features.HasFlag(FaceLivenessFeatures.Network) ? face.Network! : [],
        .. features.HasFlag(FaceLivenessFeatures.Statistics) ? face.Statistics! : [],
        .. texture is null ? [] : texture.Transform(face.ColorTexture!),
    ];

    /// <summary>The probability of a live face where live faces and attacks are equally likely.</summary>
    public float Probability(LivenessDescription face) => (float)(1 / (1 + Math.Exp(-LogOdds(face))));

    /// <summary>The same as log-odds, in nats.</summary>
    public double LogOdds(LivenessDescription face)
    {
        float[] row = Row(face, Features, Texture);
        return TensorPrimitives.IsFiniteAll<float>(row)
            ? weights.Fuse(row)
            : throw new InvalidOperationException("A feature of the face is not finite.");
    }
}
