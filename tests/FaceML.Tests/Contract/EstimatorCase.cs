using FaceML.Alignment;
using FaceML.Augmentation;
using FaceML.Embedding;
using FaceML.Fusion;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Stores;
using FaceML.Images;
using FaceML.Liveness;
using FaceML.Training.Architectures;
using FaceML.Training.Heads;
using FaceML.Training.Losses;

namespace FaceML.Tests.Contract;

/// <summary>
/// An estimator for the contract suite. <see cref="Make"/> gets a function from the column that it would read to the one that it shall
/// read, so that the suite can send it to a column that is missing or wrong. Register new estimators in <see cref="All"/>.
/// </summary>
internal sealed record EstimatorCase(string Name, string[] Reads, Func<MLContext, Func<string, string>, IEstimator<ITransformer>> Make)
{
    // Cheap to fit on eleven rows: five impostors support a limit of a half, with confidence of a half.
    private static FaceThresholdOptions Threshold(Func<string, string> at) => new()
    {
        ScoreColumnName = at("Score"),
        LabelColumnName = at("Label"),
        Target = ThresholdTarget.MaxFalseMatchRate(0.5),
        Bound = new ThresholdOptions { Confidence = 0.5, Scope = PromiseScope.Population },
    };

    private static FaceQualityModel Quality(double floor)
    {
        float[] first = [.. Enumerable.Range(0, 8).Select(i => i == 0 ? 1f : 0)];
        return new(new Degradations(8, first, [0], first, [0.5f], 0.8, 0.6), [0.875f], [0, 1], floor);
    }

    /// <summary>Two people of embeddings of eight numbers.</summary>
    public static Gallery Gallery { get; } = People();

    private static Gallery People()
    {
        GalleryRecipe recipe = new("of eight numbers", "0123456789abcdef");
        var gallery = Gallery.Create(
            new MemoryGalleryStore(), new GalleryDefinition { Id = "contract", Recipe = recipe, Dimension = 8 },
            new GalleryOptions { Threshold = GalleryThreshold.Fixed(0.2f) });
        for (int person = 0; person < 2; person++)
        {
            float[] embedding = [.. Enumerable.Range(0, 8).Select(i => i == person ? 1f : 0)];
            PersonChange named = new() { Name = $"Person {person}" };
            gallery.Enroll(new Enrollment($"person {person}", embedding, recipe) { Person = named });
        }

        return gallery;
    }

    public static IReadOnlyList<EstimatorCase> All { get; } =
    [
        new("LoadImages from paths", ["Path"], (ml, at) => ml.Faces.LoadImages("Out", at("Path"))),
        new("LoadImages from bytes", ["Bytes"], (ml, at) => ml.Faces.LoadImages("Out", at("Bytes"))),
        new("LoadImages from images", ["Image"], (ml, at) =>
            ml.Faces.LoadImages(new FaceImageLoadingOptions { OutputColumnName = "Out", InputColumnName = at("Image") })),
        new("LoadImages from MLImage", ["StockImage"], (ml, at) => ml.Faces.LoadImages("Out", at("StockImage"))),
        new("LoadImages to MLImage", ["Path"], (ml, at) =>
            ml.Faces.LoadImages(new FaceImageLoadingOptions { OutputColumnName = "Out", InputColumnName = at("Path"),
            OutputKind = ImageColumnKind.MLImage })),
        new("LoadImages from MLImage to MLImage in place", ["StockImage"], (ml, at) =>
            ml.Faces.LoadImages(new FaceImageLoadingOptions { OutputColumnName = at("StockImage"), OutputKind = ImageColumnKind.MLImage })),
        new("Detect", ["Image"], (ml, at) => ml.Faces.Detect("Out", at("Image"))),
        new("Align", ["Faces", "Image"], (ml, at) => ml.Faces.Align("Out", at("Faces"), at("Image"), "Status")),
        new("Detect in MLImage", ["StockImage"], (ml, at) => ml.Faces.Detect("Out", at("StockImage"))),
        new("Align from MLImage", ["Faces", "StockImage"], (ml, at) => ml.Faces.Align("Out", at("Faces"), at("StockImage"), "Status")),
        new("Align to MLImage", ["Faces", "Image"], (ml, at) => ml.Faces.Align(StockAlignment(at("Faces"), at("Image")))),
        new("Align from MLImage to MLImage", ["Faces", "StockImage"], (ml, at) =>
            ml.Faces.Align(StockAlignment(at("Faces"), at("StockImage")))),
        new("AssessLiveness", ["Faces", "Image"], (ml, at) => ml.Faces.AssessLiveness("Out", at("Faces"), at("Image"))),
        new("AssessLiveness from MLImage", ["Faces", "StockImage"], (ml, at) =>
            ml.Faces.AssessLiveness("Out", at("Faces"), at("StockImage"))),
        // The paths stand for two people: too few to hold any out for a promise.
        .. ((FaceLivenessFeatures[])[FaceLivenessFeatures.Network, FaceLivenessFeatures.ColorTexture])
            .Select(features => new EstimatorCase($"Trainers.Liveness by {features}", ["Faces", "Image", "Label", "Path"], (ml, at) =>
            ml.Faces.Trainers.Liveness(new FaceLivenessHeadOptions
            {
                OutputColumnName = "Out",
                FacesColumnName = at("Faces"),
                ImageColumnName = at("Image"),
                LabelColumnName = at("Label"),
                PersonColumnName = at("Path"),
                SpeciesColumnName = null,
                MaxApcer = null,
                Features = features,
            }))),
        new("Embed of MLImage", ["StockAlignedFace"], (ml, at) =>
            ml.Faces.Embed(new FaceEmbeddingOptions { OutputColumnName = "Out", InputColumnName = at("StockAlignedFace"), BlockSize = 4 })),
        new("Augment of MLImage", ["StockAlignedFace"], (ml, at) =>
            ml.Faces.Augment("Out", at("StockAlignedFace"), new FaceAugmentationOptions { MaskProbability = 0.5 }, variant: 3)),
        new("Trainers.Eigenfaces of MLImage", ["StockAlignedFace"], (ml, at) =>
            ml.Faces.Trainers.Eigenfaces("Out", at("StockAlignedFace"), 5)),
        new("Embed", ["AlignedFace"], (ml, at) =>
            ml.Faces.Embed(new FaceEmbeddingOptions { OutputColumnName = "Out", InputColumnName = at("AlignedFace"), BlockSize = 4 })),
        new("Embed without flip", ["AlignedFace"], (ml, at) =>
            ml.Faces.Embed(new FaceEmbeddingOptions { OutputColumnName = "Out", InputColumnName = at("AlignedFace"),
            Embedding = new() { Flip = false } })),
        new("Augment", ["AlignedFace"], (ml, at) =>
            ml.Faces.Augment("Out", at("AlignedFace"),
                new FaceAugmentationOptions { MaskProbability = 0.5, NoiseProbability = 0.5, JpegProbability = 0.5 }, variant: 3)),
        new("Cluster", ["Embedding1"], (ml, at) => ml.Faces.Cluster("Out", at("Embedding1"), 0.3f)),
        new("Compare", ["Embedding1", "Embedding2"], (ml, at) => ml.Faces.Compare("Out", at("Embedding1"), at("Embedding2"))),
        new("Compare with a quality model", ["Embedding1", "Embedding2"], (ml, at) =>
            ml.Faces.Compare("Out", at("Embedding1"), at("Embedding2"), quality: Quality(0))),
        new("AssessQuality", ["Embedding1"], (ml, at) =>
            ml.Faces.AssessQuality("Out", at("Embedding1"), Quality(60))),
        new("Identify", ["Embedding1"], (ml, at) => ml.Faces.Identify("Out", at("Embedding1"), Gallery)),
        new("Compare by distance", ["Embedding1", "Embedding2"], (ml, at) =>
            ml.Faces.Compare("Out", at("Embedding1"), at("Embedding2"), FaceMetric.Euclidean)),
        .. Enum.GetValues<ScoreCalibrationMethod>()
            .Select(method => new EstimatorCase($"CalibrateScore {method}", ["Score", "Label"], (ml, at) =>
            ml.Faces.CalibrateScore(scoreColumnName: at("Score"), labelColumnName: at("Label"), matedPrior: 0.1, method: method))),
        .. Enum.GetValues<FaceFusionMethod>().Select(method => new EstimatorCase($"FuseScores {method}", ["Score", "Label"], (ml, at) =>
            ml.Faces.FuseScores("Out", [at("Score"), "Score"], at("Label"), method))),
        new("CalibrateThreshold", ["Score", "Label"], (ml, at) => ml.Faces.CalibrateThreshold(Threshold(at))),
        new("CalibrateScore, given", ["Score"], (ml, at) =>
            ml.Faces.CalibrateScore(scoreColumnName: at("Score"), calibration: RecipeCalibration.Shipped[0].Score)),
        new("CalibrateThreshold, given", ["Score"], (ml, at) =>
            ml.Faces.CalibrateThreshold(
            new FaceThresholdOptions { ScoreColumnName = at("Score"), Calibration = RecipeCalibration.Shipped[0].At(1e-3) })),
        // The paths stand for two people: too few to hold any out.
        new("Trainers.MetricHead", ["Embedding1", "Path"], (ml, at) => ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            OutputColumnName = "Out",
            InputColumnName = at("Embedding1"),
            PersonColumnName = at("Path"),
            ValidationShare = 0,
            Training = new MetricHeadOptions { Epochs = 2, BatchSize = 8, ImagesPerIdentity = 4 },
        })),
        new("Trainers.MetricHead, hidden layer, held out by column", ["Embedding1", "Path", "HeldOut"], (ml, at) =>
            ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            OutputColumnName = "Out",
            InputColumnName = at("Embedding1"),
            PersonColumnName = at("Path"),
            ValidationColumnName = at("HeldOut"),
            Shape = new MetricHeadShape { OutputLength = 3, HiddenLength = 5 },
            Training = new MetricHeadOptions { Epochs = 2, BatchSize = 8, ImagesPerIdentity = 4, Loss = new ArcFaceLossOptions() },
        })),
        new("Trainers.LinearDiscriminant", ["Embedding1", "Path"], (ml, at) =>
            ml.Faces.Trainers.LinearDiscriminant("Out", at("Embedding1"), at("Path"))),
        new("Trainers.Plda", ["Embedding1", "Embedding2", "Path"], (ml, at) =>
            ml.Faces.Trainers.Plda("Out", at("Embedding1"), at("Embedding2"), at("Path"), "Path")),
        new("Trainers.IdentityClassifier", ["Embedding1", "Path"], (ml, at) => ml.Faces.Trainers.IdentityClassifier(new FaceIdentityOptions
        {
            OutputColumnName = "Out",
            ScoreColumnName = "Cosine",
            InputColumnName = at("Embedding1"),
            PersonColumnName = at("Path"),
            MaxFalsePositiveRate = 0.5,
        })),
        new("Trainers.Eigenfaces", ["AlignedFace"], (ml, at) => ml.Faces.Trainers.Eigenfaces("Out", at("AlignedFace"), 5)),
        new("Trainers.Fisherfaces", ["AlignedFace", "Path"], (ml, at) =>
            ml.Faces.Trainers.Fisherfaces("Out", at("AlignedFace"), at("Path"))),
        new("Trainers.LocalBinaryPatterns", ["AlignedFace"], (ml, at) => ml.Faces.Trainers.LocalBinaryPatterns("Out", at("AlignedFace"))),
        new("Trainers.TrainNetwork", ["AlignedFace", "Path"], (ml, at) =>
            ml.Faces.Trainers.FineTuneNetwork(SmallNetwork(at, at("Path"), []))),
        new("Trainers.DistillNetwork", ["AlignedFace"], (ml, at) =>
            ml.Faces.Trainers.FineTuneNetwork(SmallNetwork(at, null, ["faceplugin-512"]))),
    ];

    // The paths stand for two people: too few to hold any out.
    private static FaceNetworkOptions SmallNetwork(Func<string, string> at, string? person, string[] teachers) => new()
    {
        OutputColumnName = "Out",
        InputColumnName = at("AlignedFace"),
        PersonColumnName = person,
        ValidationShare = 0,
        Architecture = new SiameseCnn { Channels = [4, 4, 4, 4], EmbeddingLength = 8 },
        Teachers = teachers,
        Training = FaceNetworkOptions.FromNothing with
        {
            Epochs = 1,
            Step = FaceNetworkOptions.FromNothing.Step with
            {
                Gradients = FaceNetworkOptions.FromNothing.Step.Gradients with { BatchSize = 8 },
            }
        },
    };

    private static FaceAlignmentOptions StockAlignment(string faces, string image) => new()
    {
        OutputColumnName = "Out",
        FacesColumnName = faces,
        ImageColumnName = image,
        StatusColumnName = "Status",
        OutputKind = ImageColumnKind.MLImage,
    };

    public IEstimator<ITransformer> Estimator(MLContext ml) => Make(ml, column => column);

    public override string ToString() => Name;
}
