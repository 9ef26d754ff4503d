using FaceML.Alignment;
using FaceML.Calibration;
using FaceML.Columns;
using FaceML.Comparison;

namespace FaceML.Verification;

/// <summary>What a verification pipeline's stages say about its answers: from a row that it gave to the verification. Immutable.</summary>
internal sealed class PipelineDecisions
{
    private readonly FaceThresholdTransformer threshold;
    private readonly FaceSelection selection;
    private readonly FaceMetric metric;
    private readonly double? prior;

    /// <summary>Reads the stages.</summary>
    /// <param name="file">What errors call the pipeline.</param>
    /// <param name="stages">Its stages, in order.</param>
    /// <param name="networks">The names of its networks.</param>
    /// <exception cref="CalibrationException">It has no fitted threshold.</exception>
    public PipelineDecisions(string file, IReadOnlyList<ITransformer> stages, IReadOnlyList<string> networks)
    {
        threshold = stages.OfType<FaceThresholdTransformer>().LastOrDefault() ?? throw new CalibrationException(
            $"{file} decides nothing: it has no fitted threshold. 'faceml inspect {file}' shows what it does; 'faceml fit' fits one.");
        selection = stages.OfType<FaceAlignmentTransformer>().First().Selection;
        metric = stages.OfType<FaceComparisonTransformer>().Last().Metric;
        prior = stages.OfType<FaceScoreCalibrationTransformer>().LastOrDefault()?.MatedPrior;
        Networks = networks;
    }

    /// <summary>The names of the networks.</summary>
    public IReadOnlyList<string> Networks { get; }

    /// <summary>The metric of the scores.</summary>
    public FaceMetric Metric => metric;

    /// <summary>The threshold, by the metric.</summary>
    public float Threshold => FaceVerifier.ByMetric(metric, threshold.Threshold);

    /// <summary>What is promised at the threshold.</summary>
    public ThresholdPromise? Promise => threshold.Promise;

    /// <summary>The verification that a row of the pipeline tells of.</summary>
    public FaceVerification Describe(Row result)
    {
        bool scored = !float.IsNaN(result.Score);
        var undecided = new FaceVerification
        {
            First = Describe(result.Image1, result.Faces1, result.Status1, result.Quality1, scored),
            Second = Describe(result.Image2, result.Faces2, result.Status2, result.Quality2, scored),
            Metric = metric,
            Threshold = Threshold,
            Promise = Promise,
            UncertainFrom = threshold.Calibration.Band is { } band ? FaceVerifier.ByMetric(metric, band.Low) : null,
            Networks = Networks,
        };
        return !scored ? undecided : undecided with
        {
            Score = FaceVerifier.ByMetric(metric, result.Score),
            Decision = threshold.Calibration.Decide(result.Score),
            LogLikelihoodRatio = prior is null ? null : result.LogLikelihoodRatio,
            Probability = prior is null ? null : result.Probability,
            MatedPrior = prior,
        };
    }

    // Columns of statuses are optional; without one, a score or else the faces say what came of the image.
    private VerifiedFace Describe(Image? image, DetectedFaces? faces, string? status, float quality, bool scored)
    {
        DetectedFace taken = default;
        FaceStatus selected = image is null || faces is null
            ? FaceStatus.NoImage
            : FaceRecognizer.Select(faces, image, selection, out taken);
        bool any = selected == FaceStatus.Found;
        return new VerifiedFace
        {
            FaceCount = faces?.Count ?? 0,
            Status = status is not null ? Enum.Parse<FaceStatus>(status) : scored ? FaceStatus.Found : selected,
            Selection = selection,
            Box = any ? taken.Box : null,
            DetectorScore = any ? taken.Score : null,
            Turn = taken.Turn,
            Quality = float.IsNaN(quality) ? null : quality,
            Components = any ? Measure(image!, taken) : null,
        };
    }

    private static FaceQualityComponents? Measure(Image image, in DetectedFace taken) =>
        taken.Points is { } points && AlignmentTemplate.ArcFace112.TryAlign(points, out _)
            ? FaceQualityComponents.Measure(image, new Face(taken.Box, taken.Score, points) { Turn = taken.Turn })
            : null;

    /// <summary>What a pipeline gives; columns that it does not have leave their member at its default.</summary>
    internal sealed class Row
    {
        public float Score { get; set; }

        public float LogLikelihoodRatio { get; set; } = float.NaN;

        public float Probability { get; set; } = float.NaN;

        public float Quality1 { get; set; } = float.NaN;

        public float Quality2 { get; set; } = float.NaN;

        public string? Status1 { get; set; }

        public string? Status2 { get; set; }

        [FaceColumnType]
        public Image? Image1 { get; set; }

        [FaceColumnType]
        public Image? Image2 { get; set; }

        [FaceColumnType]
        public DetectedFaces? Faces1 { get; set; }

        [FaceColumnType]
        public DetectedFaces? Faces2 { get; set; }
    }
}
