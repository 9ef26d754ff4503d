using FaceML.Alignment;
using FaceML.Calibration;
using FaceML.Columns;
using FaceML.Comparison;
using FaceML.Evaluation.Calibration;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Verification;

/// <summary>Verifies by a saved pipeline.</summary>
internal sealed class PipelineVerifier : FaceVerifier
{
    private readonly Lock gate = new();
    private readonly TransformerChain<ITransformer> chain;
    private readonly Lazy<PredictionEngine<FacePair, Result>> files;
    private readonly Lazy<PredictionEngine<FaceImagePair, Result>> images;
    private readonly FaceThresholdTransformer threshold;
    private readonly FaceSelection selection;
    private readonly FaceMetric metric;
    private readonly double? prior;
    private readonly IReadOnlyList<string> networks;

    public PipelineVerifier(string file, LoadOptions options)
    {
        var ml = new MLContext();
        LoadedPipeline pipeline = ml.Faces.Open(file, options);
        chain = new TransformerChain<ITransformer>(pipeline.Stages);
        threshold = chain.OfType<FaceThresholdTransformer>().LastOrDefault() ?? throw new CalibrationException(
            $"{file} decides nothing: it has no fitted threshold. 'faceml inspect {file}' shows what it does; 'faceml fit' fits one.");
        selection = chain.OfType<FaceAlignmentTransformer>().First().Selection;
        metric = chain.OfType<FaceComparisonTransformer>().Last().Metric;
        prior = chain.OfType<FaceScoreCalibrationTransformer>().LastOrDefault()?.MatedPrior;
        networks = pipeline.Networks;
        var shared = new PredictionEngineOptions { OwnsTransformer = false };
        files = new(() => ml.Model.CreatePredictionEngine<FacePair, Result>(chain, shared));
        images = new(() => ml.Model.CreatePredictionEngine<FaceImagePair, Result>(chain, shared));
    }

    private protected override FaceVerification Decide(string first, string second, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A prediction engine has buffers for one row.
        lock (gate)
        {
            return Describe(files.Value.Predict(new FacePair { Path1 = first, Path2 = second }));
        }
    }

    private protected override FaceVerification Decide(Image first, Image second, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Describe(images.Value.Predict(new FaceImagePair { Image1 = first, Image2 = second }));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        if (files.IsValueCreated)
        {
            files.Value.Dispose();
        }

        if (images.IsValueCreated)
        {
            images.Value.Dispose();
        }

        chain.Dispose();
    }

    private FaceVerification Describe(Result result)
    {
        var undecided = new FaceVerification
        {
            First = Describe(result.Image1, result.Faces1, result.Status1, result.Quality1),
            Second = Describe(result.Image2, result.Faces2, result.Status2, result.Quality2),
            Metric = metric,
            Threshold = ByMetric(metric, threshold.Threshold),
            Promise = threshold.Promise,
            UncertainFrom = threshold.Calibration.Band is { } band ? ByMetric(metric, band.Low) : null,
            Networks = networks,
        };
        return float.IsNaN(result.Score) ? undecided : undecided with
        {
            Score = ByMetric(metric, result.Score),
            Decision = threshold.Calibration.Decide(result.Score),
            LogLikelihoodRatio = prior is null ? null : result.LogLikelihoodRatio,
            Probability = prior is null ? null : result.Probability,
            MatedPrior = prior,
        };
    }

    private VerifiedFace Describe(Image? image, DetectedFaces? faces, string status, float quality)
    {
        DetectedFace taken = default;
        bool any = image is not null && faces is not null && FaceRecognizer.Select(faces, image, selection, out taken) == FaceStatus.Found;
        return new VerifiedFace
        {
            FaceCount = faces?.Count ?? 0,
            Status = Enum.Parse<FaceStatus>(status),
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

    // Columns that the pipeline does not have leave their member at its default.
    private sealed class Result
    {
        public float Score { get; set; }

        public float LogLikelihoodRatio { get; set; } = float.NaN;

        public float Probability { get; set; } = float.NaN;

        public float Quality1 { get; set; } = float.NaN;

        public float Quality2 { get; set; } = float.NaN;

        public string Status1 { get; set; } = "";

        public string Status2 { get; set; } = "";

        [FaceImageType]
        public Image? Image1 { get; set; }

        [FaceImageType]
        public Image? Image2 { get; set; }

        [DetectedFacesType]
        public DetectedFaces? Faces1 { get; set; }

        [DetectedFacesType]
        public DetectedFaces? Faces2 { get; set; }
    }
}
