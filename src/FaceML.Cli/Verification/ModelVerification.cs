using FaceML.Alignment;
using FaceML.Calibration;
using FaceML.Columns;
using FaceML.Comparison;
using FaceML.Imaging;
using FaceML.Saving;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>A verification by a saved pipeline: its score, its threshold, its decision, and the promise behind it.</summary>
internal static class ModelVerification
{
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

    public static Verification Decide(string first, string second, string model, NetworkOptions networks, bool imagesAreAligned)
    {
        var ml = new MLContext();
        TransformerChain<ITransformer> chain = ml.Faces.Load(model, out _, new LoadOptions { Networks = networks, ImagesAreAligned = imagesAreAligned });
        FaceThresholdTransformer threshold = chain.OfType<FaceThresholdTransformer>().LastOrDefault()
            ?? throw new ToolException($"{model} decides nothing: it has no fitted threshold. 'faceml inspect {model}' shows what it does.");
        FaceSelection selection = chain.OfType<FaceAlignmentTransformer>().First().Selection;
        FaceMetric metric = chain.OfType<FaceComparisonTransformer>().Last().Metric;
        double? prior = chain.OfType<FaceScoreCalibrationTransformer>().LastOrDefault()?.MatedPrior;
        using PredictionEngine<FacePair, Result> engine = ml.Model.CreatePredictionEngine<FacePair, Result>(chain);
        Result result = engine.Predict(new FacePair { Path1 = first, Path2 = second });
        Probe a = Describe(first, result.Image1, result.Faces1, result.Status1, result.Quality1, selection);
        Probe b = Describe(second, result.Image2, result.Faces2, result.Status2, result.Quality2, selection);
        var undecided = new Verification(a, b, metric, null, Verification.ByMetric(metric, threshold.Threshold), null, threshold.Promise)
        {
            UncertainFrom = threshold.Calibration.Band is { } band ? Verification.ByMetric(metric, band.Low) : null,
            Networks = [.. SavedPipeline.Inspect(model).Networks.Select(network => network.Name)],
        };
        return float.IsNaN(result.Score) ? undecided : undecided with
        {
            Score = Verification.ByMetric(metric, result.Score),
            Decision = threshold.Calibration.Decide(result.Score),
            LogLikelihoodRatio = prior is null ? null : result.LogLikelihoodRatio,
            Probability = prior is null ? null : result.Probability,
            Prior = prior,
        };
    }

    private static FaceQualityComponents? Measure(Image? image, DetectedFace? taken) => image is not null
        && taken is { Points: { } points } face && AlignmentTemplate.ArcFace112.TryAlign(points, out _)
        ? FaceQualityComponents.Measure(image, new Face(face.Box, face.Score, points) { Turn = face.Turn })
        : null;

    private static Probe Describe(string file, Image? image, DetectedFaces? faces, string status, float quality, FaceSelection selection)
    {
        DetectedFace? taken = image is not null && faces is not null && FaceRecognizer.Select(faces, image, selection, out DetectedFace face) == FaceStatus.Found ? face : null;
        return new(file, faces?.Count ?? 0, Enum.Parse<FaceStatus>(status), taken?.Box, null, selection)
        {
            DetectorScore = taken?.Score,
            Turn = taken?.Turn ?? 0,
            Quality = float.IsNaN(quality) ? null : quality,
            Components = Measure(image, taken),
        };
    }
}
