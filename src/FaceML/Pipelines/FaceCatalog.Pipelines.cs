using FaceML.Alignment;
using FaceML.Calibration;
using FaceML.Comparison;
using FaceML.Detection;
using FaceML.Embedding;
using FaceML.Images;
using FaceML.Networks;
using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// The whole way from pairs of pictures to decisions: columns <c>Path1</c>, <c>Path2</c> (and, to fit, the label) in;
    /// <c>Score</c>, <c>LogLikelihoodRatio</c>, <c>Probability</c>, <c>PredictedLabel</c>, <c>Threshold</c>, <c>Decision</c>, <c>Status1</c>, <c>Status2</c> out, as <see cref="FacePair"/> and <see cref="FaceMatch"/> have them.
    /// </summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public EstimatorChain<FaceThresholdTransformer> VerificationPipeline(VerificationPipelineOptions? options = null)
    {
        options ??= new VerificationPipelineOptions();

        // Two stages are fitted to the scores; the checkpoint keeps the scores, so that the networks run once.
        EstimatorChain<FaceComparisonTransformer> scored = ScorePipeline(options).AppendCacheCheckpoint(Context);
        return scored.Append(CalibrateScore(new FaceScoreCalibrationOptions
        {
            LabelColumnName = options.LabelColumnName,
            Method = options.ScoreCalibration,
            MatedPrior = options.MatedPrior,
        })).Append(CalibrateThreshold(new FaceThresholdOptions
        {
            LabelColumnName = options.LabelColumnName,
            Target = ThresholdTarget.MaxFalseMatchRate(options.MaxFalseMatchRate),
            Bound = options.Bound,
            FirstIdentityColumnName = options.UseIdentities ? "Identity1" : null,
            SecondIdentityColumnName = options.UseIdentities ? "Identity2" : null,
        }));
    }

    /// <summary>The way from pairs of pictures to scores, without a decision: columns <c>Path1</c> and <c>Path2</c> in; <c>Score</c>, <c>Status1</c> and <c>Status2</c> out.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public EstimatorChain<FaceComparisonTransformer> ScorePipeline(FacePipelineOptions? options = null)
    {
        options ??= new FacePipelineOptions();
        EmbeddingCard card = EmbeddingCardOf(options);
        return EmbeddingChain(options, card, "1")
            .Append(EmbeddingChain(options, card, "2"))
            .Append(Compare(new FaceComparisonOptions { Metric = card.Metric }));
    }

    /// <summary>The way from pictures to vectors: column <c>Path</c> in, <c>Embedding</c> and <c>Status</c> out, as <see cref="FaceSource"/> and <see cref="FaceVector"/> have them.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public EstimatorChain<FaceEmbeddingTransformer> EmbeddingPipeline(FacePipelineOptions? options = null)
    {
        options ??= new FacePipelineOptions();
        return EmbeddingChain(options, EmbeddingCardOf(options), "");
    }

    private static EmbeddingCard EmbeddingCardOf(FacePipelineOptions options) =>
        FaceEmbeddingTransformer.EmbeddingCardOf(NetworkContent.FromCatalog(options.Catalog, options.Recognition.Embedder));

    private EstimatorChain<FaceEmbeddingTransformer> EmbeddingChain(FacePipelineOptions options, EmbeddingCard card, string suffix)
    {
        FaceRecognizerOptions recognition = options.Recognition;
        FaceImageLoadingEstimator load = LoadImages(new FaceImageLoadingOptions
        {
            OutputColumnName = "Image" + suffix,
            InputColumnName = "Path" + suffix,
            Folder = options.Folder,
            Decoding = options.Decoding,
            SkipUnreadable = options.SkipUnreadable,
        });
        FaceDetectionEstimator detect = Detect(new FaceDetectionOptions
        {
            OutputColumnName = "Faces" + suffix,
            InputColumnName = "Image" + suffix,
            Network = recognition.Detector,
            LandmarkNetwork = recognition.Landmarker,
            Detection = recognition.Detection,
            Landmarks = recognition.Landmarks,
            Run = recognition.Network,
            Catalog = options.Catalog,
        });
        FaceAlignmentEstimator align = Align(new FaceAlignmentOptions
        {
            OutputColumnName = "Chip" + suffix,
            FacesColumnName = "Faces" + suffix,
            ImageColumnName = "Image" + suffix,
            StatusColumnName = "Status" + suffix,
            Selection = options.Selection,
            Template = card.Template,
        });
        FaceEmbeddingEstimator embed = Embed(new FaceEmbeddingOptions
        {
            OutputColumnName = "Embedding" + suffix,
            InputColumnName = "Chip" + suffix,
            Network = recognition.Embedder,
            Embedding = recognition.Embedding,
            Run = recognition.Network,
            Catalog = options.Catalog,
        });
        return load.Append(detect).Append(align).Append(embed);
    }
}
