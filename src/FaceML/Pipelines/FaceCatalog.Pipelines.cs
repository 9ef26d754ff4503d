using FaceML.Alignment;
using FaceML.Calibration;
using FaceML.Comparison;
using FaceML.Detection;
using FaceML.Embedding;
using FaceML.Images;
using FaceML.Quality;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// The whole way from pairs of images to decisions: columns <c>Path1</c>, <c>Path2</c> (and, to fit, the label) in;
    /// <c>Score</c>, <c>LogLikelihoodRatio</c>, <c>Probability</c>, <c>PredictedLabel</c>, <c>Threshold</c>, <c>Decision</c>,
    /// <c>Status1</c>, <c>Status2</c> out, as <see cref="FacePair"/> and <see cref="FaceMatch"/> have them.
    /// </summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    /// <exception cref="CalibrationException"><see cref="VerificationPipelineOptions.Calibration"/> does not hold the rate or the
    /// confidence, or is another recipe's.</exception>
    public EstimatorChain<FaceThresholdTransformer> VerificationPipeline(VerificationPipelineOptions? options = null)
    {
        options ??= new VerificationPipelineOptions();
        options.Calibration?.RequireRecipe(options.Recognition, options.Catalog);
        EstimatorChain<FaceComparisonTransformer> scored = ScorePipeline(options);

        // Two stages are fitted to the scores; the checkpoint keeps the scores, so that the networks run once. What is given is not fitted.
        return (options.Calibration is null ? scored.AppendCacheCheckpoint(Context) : scored)
            .Append(CalibrateScore(new FaceScoreCalibrationOptions
            {
                LabelColumnName = options.LabelColumnName,
                Method = options.ScoreCalibration,
                Calibration = options.Calibration?.Score,
                MatedPrior = options.MatedPrior,
            })).Append(CalibrateThreshold(new FaceThresholdOptions
            {
                LabelColumnName = options.LabelColumnName,
                Target = ThresholdTarget.MaxFalseMatchRate(options.MaxFalseMatchRate),
                Bound = options.Bound,
                Population = options.Population,
                Calibration = options.Calibration?.At(options.MaxFalseMatchRate, options.Bound.Confidence),
                FirstIdentityColumnName = options.UseIdentities ? "Identity1" : null,
                SecondIdentityColumnName = options.UseIdentities ? "Identity2" : null,
            }));
    }

    /// <summary>
    /// The way from pairs of images to scores, without a decision: columns <c>Path1</c> and <c>Path2</c> in; <c>Score</c>, <c>Status1</c>
    /// and <c>Status2</c> out.
    /// </summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public EstimatorChain<FaceComparisonTransformer> ScorePipeline(FacePipelineOptions? options = null)
    {
        options ??= new FacePipelineOptions();
        NetworkCard[] cards = EmbeddingCardsOf(options);
        FaceQualityModel? quality = QualityOf(options);
        var both = EmbeddingChain(options, cards, "1").Append(EmbeddingChain(options, cards, "2"));
        FaceComparisonEstimator compare = Compare(new FaceComparisonOptions { Metric = cards[0].Embedding!.Metric, Quality = quality });
        return quality is null ? both.Append(compare) : both.Append(Assess("1")).Append(Assess("2")).Append(compare);

        FaceQualityEstimator Assess(string suffix) => AssessQuality(new FaceQualityAssessmentOptions
        {
            OutputColumnName = "Quality" + suffix,
            InputColumnName = "Embedding" + suffix,
            StatusColumnName = "Status" + suffix,
            Model = quality,
        });
    }

    /// <summary>
    /// The way from images to vectors: column <c>Path</c> in, <c>Embedding</c> and <c>Status</c> out, as <see cref="FaceSource"/> and
    /// <see cref="FaceVector"/> have them.
    /// </summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public EstimatorChain<FaceEmbeddingTransformer> EmbeddingPipeline(FacePipelineOptions? options = null)
    {
        options ??= new FacePipelineOptions();
        return EmbeddingChain(options, EmbeddingCardsOf(options), "");
    }

    private static FaceQualityModel? QualityOf(FacePipelineOptions options) => options switch
    {
        { AssessQuality: false } => null,
        { QualityModel: { } own } => own,
        VerificationPipelineOptions { Calibration: { } given } => given.Quality,
        _ => RecipeCalibration.FindOrNull(options.Recognition, options.Catalog)?.Quality,
    };

    private static NetworkCard[] EmbeddingCardsOf(FacePipelineOptions options) =>
        [.. options.Recognition.Embedders()
            .Select(name => FaceEmbeddingTransformer.Embedder(NetworkContent.FromCatalog(options.Catalog, name)))];

    private EstimatorChain<FaceEmbeddingTransformer> EmbeddingChain(FacePipelineOptions options, NetworkCard[] cards, string suffix)
    {
        FaceRecognizerOptions recognition = options.Recognition;
        bool landmarks = recognition.Points == FacePointSource.Landmarks;
        if (!landmarks)
        {
            DetectionFamilies.RequirePoints(NetworkContent.FromCatalog(options.Catalog, recognition.Detector).Card!);
        }

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
            LandmarkNetwork = landmarks ? recognition.Landmarker : null,
            Detection = recognition.Detection,
            Landmarks = recognition.Landmarks,
            Run = recognition.Network,
            Catalog = options.Catalog,
        });

        // Aligned faces for each network; networks that require the same ones share a column.
        AlignmentTemplate[] templates =
            [.. cards.Select(card =>
            AlignmentTemplate.Named(card.Embedding!.Template).ForSize(card.Inputs[0].Width, card.Inputs[0].Height))];
        int AlignedFacesOf(int network) => Array.FindIndex(templates, template => template.IsAlike(templates[network]));
        string Column(int alignedFaces) => (alignedFaces == 0 ? "AlignedFace" : $"AlignedFace of {cards[alignedFaces].Name}") + suffix;
        FaceAlignmentEstimator[] aligned =
            [.. Enumerable.Range(0, templates.Length).Where(i => AlignedFacesOf(i) == i).Select(i => Align(new FaceAlignmentOptions
        {
            OutputColumnName = Column(i),
            FacesColumnName = "Faces" + suffix,
            ImageColumnName = "Image" + suffix,
            StatusColumnName = i == 0 ? "Status" + suffix : null,
            Selection = options.Selection,
            Template = templates[i].Name,
            Width = templates[i].Width,
            Height = templates[i].Height,
        }))];
        FaceEmbeddingEstimator embed = Embed(new FaceEmbeddingOptions
        {
            OutputColumnName = "Embedding" + suffix,
            InputColumnName = Column(0),
            Network = recognition.Embedder,
            FusedWith = [.. recognition.FusedWith.Select((name, i) => new FusedNetwork(name, Column(AlignedFacesOf(i + 1))))],
            Embedding = recognition.Embedding,
            Run = recognition.Network,
            Catalog = options.Catalog,
        });
        EstimatorChain<FaceAlignmentTransformer> alignedFaces = aligned
            .Skip(1).Aggregate(load.Append(detect).Append(aligned[0]), (chain, align) => chain.Append(align));
        return alignedFaces.Append(embed);
    }
}
