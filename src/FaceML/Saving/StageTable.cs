using System.Collections.Frozen;
using FaceML.Alignment;
using FaceML.Augmentation;
using FaceML.Calibration;
using FaceML.Clustering;
using FaceML.Comparison;
using FaceML.Detection;
using FaceML.Embedding;
using FaceML.Fusion;
using FaceML.Identification;
using FaceML.Images;
using FaceML.Liveness;
using FaceML.Quality;
using FaceML.Training;

namespace FaceML.Saving;

/// <summary>
/// Every kind of stage that a saved pipeline may hold, and what makes it. The table is closed: no name in a file
/// leads to anything that is not listed here.
/// </summary>
internal static class StageTable
{
    private static readonly FrozenDictionary<string, Func<StageReader, FaceTransformer>> Kinds = new Dictionary<string,
        Func<StageReader, FaceTransformer>>
    {
        [FaceImageLoadingTransformer.StageKind] = FaceImageLoadingTransformer.Read,
        [FaceDetectionTransformer.StageKind] = FaceDetectionTransformer.Read,
        [FaceAlignmentTransformer.StageKind] = FaceAlignmentTransformer.Read,
        [FaceAugmentationTransformer.StageKind] = FaceAugmentationTransformer.Read,
        [FaceLivenessTransformer.StageKind] = FaceLivenessTransformer.Read,
        [FaceLivenessHeadTransformer.StageKind] = FaceLivenessHeadTransformer.Read,
        [FaceEmbeddingTransformer.StageKind] = FaceEmbeddingTransformer.Read,
        [FaceQualityTransformer.StageKind] = FaceQualityTransformer.Read,
        [FaceClusterTransformer.StageKind] = FaceClusterTransformer.Read,
        [FaceComparisonTransformer.StageKind] = FaceComparisonTransformer.Read,
        [FaceScoreCalibrationTransformer.StageKind] = FaceScoreCalibrationTransformer.Read,
        [FaceThresholdTransformer.StageKind] = FaceThresholdTransformer.Read,
        [FaceFusionTransformer.StageKind] = FaceFusionTransformer.Read,
        [FaceMetricHeadTransformer.StageKind] = FaceMetricHeadTransformer.Read,
        [FacePldaTransformer.StageKind] = FacePldaTransformer.Read,
        [FaceDescriptionTransformer.StageKind] = FaceDescriptionTransformer.Read,
        [FaceIdentityTransformer.StageKind] = FaceIdentityTransformer.Read,
        [FaceIdentificationTransformer.StageKind] = FaceIdentificationTransformer.Read,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <exception cref="SavedPipelineException">The kind is unknown, or its settings are not what it has.</exception>
    public static FaceTransformer Make(string path, string kind, StageReader settings) =>
        Kinds.TryGetValue(kind, out Func<StageReader, FaceTransformer>? make)
            ? settings.Guard(make)
            : throw new SavedPipelineException(SavedPipelineError.UnknownStage, path,
                $"stage kind '{kind}' is not known; this FaceML knows {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}.");
}
