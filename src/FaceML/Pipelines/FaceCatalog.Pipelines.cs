using FaceML.Alignment;
using FaceML.Augmentation;
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
        EstimatorChain<FaceTransformer> scored = ScorePipeline(options);

        // Two stages are fitted to the scores; the checkpoint keeps the scores, so that the networks run once. What is given is not fitted.
        return (options.Calibration is null ? scored.AppendCacheCheckpoint(Context) : scored)
            .Append(CalibrateScore(
                labelColumnName: options.LabelColumnName,
                matedPrior: options.MatedPrior,
                method: options.ScoreCalibration,
                calibration: options.Calibration?.Score))
            .Append(CalibrateThreshold(new FaceThresholdOptions
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
    public EstimatorChain<FaceTransformer> ScorePipeline(FacePipelineOptions? options = null)
    {
        options ??= new FacePipelineOptions();
        NetworkCard[] cards = EmbeddingCardsOf(options);
        FaceQualityModel? quality = QualityOf(options);
        bool judged = quality is not null;
        var both = EmbeddingChain(options, cards, "1", judged).Append(EmbeddingChain(options, cards, "2", judged));
        IEstimator<FaceTransformer> compare = Compare("Score", "Embedding1", "Embedding2", cards[0].Embedding!.Metric, quality);
        return quality is null ? both.Append(compare) : both.Append(Assess("1")).Append(Assess("2")).Append(compare);

        IEstimator<FaceTransformer> Assess(string suffix) =>
            AssessQuality("Quality" + suffix, "Embedding" + suffix, quality!, "Status" + suffix);
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
        return EmbeddingChain(options, EmbeddingCardsOf(options), "", leaveOutCovered: false);
    }

    /// <summary>
    /// The way from images to two vectors each, to learn from faces as they are and as they will be seen: column <c>Path</c> in,
    /// <c>Embedding</c>, <c>ShiftedEmbedding</c> (the aligned face changed by <paramref name="shift"/>) and <c>Status</c> out. Images are
    /// decoded and faces found once.
    /// </summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="shift">How aligned faces are changed; what is drawn depends on its seed and the face alone.</param>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    /// <exception cref="ArgumentException">A setting of <paramref name="shift"/> is out of its range, or a network's template does not say
    /// where nose and mouth are.</exception>
    public EstimatorChain<FaceEmbeddingTransformer> EmbeddingPipeline(FacePipelineOptions? options, FaceAugmentationOptions shift)
    {
        ArgumentNullException.ThrowIfNull(shift);
        options ??= new FacePipelineOptions();
        NetworkCard[] cards = EmbeddingCardsOf(options);
        AlignedFaceColumn[] alignedFaces = AlignedFaceColumns(cards, "");
        EstimatorChain<FaceTransformer> shifted = alignedFaces.Distinct().Skip(1).Aggregate(
            EmbeddingChain(options, cards, "", leaveOutCovered: false).Append(Shift(alignedFaces[0])),
            (chain, column) => chain.Append(Shift(column)));
        return shifted.Append(EmbeddingOf(options, "ShiftedEmbedding", [.. alignedFaces.Select(Shifted)], leaveOutCovered: false));

        IEstimator<FaceTransformer> Shift(AlignedFaceColumn column) => Augment(Shifted(column), column.Name, shift, 0, column.Template);

        static string Shifted(AlignedFaceColumn column) => "Shifted" + column.Name;
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

    private EstimatorChain<FaceEmbeddingTransformer> EmbeddingChain(
        FacePipelineOptions options, NetworkCard[] cards, string suffix, bool leaveOutCovered)
    {
        FaceRecognizerOptions recognition = options.Recognition;
        bool landmarks = recognition.Points == FacePointSource.Landmarks;
        if (!landmarks)
        {
            DetectionFamilies.RequirePoints(NetworkContent.FromCatalog(options.Catalog, recognition.Detector).Card!);
        }

        IEstimator<FaceTransformer> load = LoadImages(new FaceImageLoadingOptions
        {
            OutputColumnName = "Image" + suffix,
            InputColumnName = "Path" + suffix,
            Folder = options.Folder,
            Decoding = options.Decoding,
            SkipUnreadable = options.SkipUnreadable,
        });
        IEstimator<FaceTransformer> detect = Detect(new FaceDetectionOptions
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

        AlignedFaceColumn[] alignedFaces = AlignedFaceColumns(cards, suffix);
        IEstimator<FaceTransformer>[] aligned = [.. alignedFaces.Distinct().Select((column, i) => Align(new FaceAlignmentOptions
        {
            OutputColumnName = column.Name,
            FacesColumnName = "Faces" + suffix,
            ImageColumnName = "Image" + suffix,
            StatusColumnName = i == 0 ? "Status" + suffix : null,
            Selection = options.Selection,
            Template = column.Template.Name,
            Width = column.Template.Width,
            Height = column.Template.Height,
        }))];
        return aligned.Skip(1).Aggregate(load.Append(detect).Append(aligned[0]), (chain, align) => chain.Append(align))
            .Append(EmbeddingOf(options, "Embedding" + suffix, [.. alignedFaces.Select(column => column.Name)], leaveOutCovered));
    }

    private IEstimator<FaceEmbeddingTransformer> EmbeddingOf(
        FacePipelineOptions options, string output, string[] alignedFaces, bool leaveOutCovered) =>
        Embed(new FaceEmbeddingOptions
        {
            OutputColumnName = output,
            InputColumnName = alignedFaces[0],
            Network = options.Recognition.Embedder,
            FusedWith = [.. options.Recognition.FusedWith.Select((name, i) => new FusedNetwork(name, alignedFaces[i + 1]))],
            Embedding = options.Recognition.Embedding,
            LeaveOutCovered = leaveOutCovered,
            Run = options.Recognition.Network,
            Catalog = options.Catalog,
        });

    // The column of aligned faces of each network; networks that require the same ones share one.
    private static AlignedFaceColumn[] AlignedFaceColumns(NetworkCard[] cards, string suffix)
    {
        List<AlignedFaceColumn> columns = [];
        foreach (NetworkCard card in cards)
        {
            AlignmentTemplate template =
                AlignmentTemplate.Named(card.Embedding!.Template).ForSize(card.Inputs[0].Width, card.Inputs[0].Height);
            columns.Add(columns.Find(column => column.Template.IsAlike(template)) ?? new AlignedFaceColumn(
                (columns.Count == 0 ? "AlignedFace" : $"AlignedFace of {card.Name}") + suffix, template));
        }

        return [.. columns];
    }

    private sealed record AlignedFaceColumn(string Name, AlignmentTemplate Template);
}
