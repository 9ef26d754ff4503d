using FaceML.Augmentation;
using FaceML.Training.Architectures;
using FaceML.Training.Gradients;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Networks;
using FaceML.Training.Optimization;

namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.FineTuneNetwork(FaceNetworkOptions)"/>.</summary>
public sealed class FaceNetworkOptions
{
    /// <summary>The column of vectors that is added. The default value is <c>Embedding</c>.</summary>
    public string OutputColumnName { get; set; } = "Embedding";

    /// <summary>A column of aligned faces. The default value is <c>AlignedFace</c>.</summary>
    public string InputColumnName { get; set; } = "AlignedFace";

    /// <summary>
    /// Who is shown: a text or a key; only needed to fit. Null where unknown: then only a teacher is learned from. The default value
    /// is <c>Identity</c>.
    /// </summary>
    public string? PersonColumnName { get; set; } = "Identity";

    /// <summary>
    /// A Boolean column, true where a row is held out; no person may be on both sides. The default value is null:
    /// <see cref="ValidationShare"/> decides.
    /// </summary>
    public string? ValidationColumnName { get; set; }

    /// <summary>
    /// The share of the people that is held out to stop by and to choose the epoch and the mixture, 0 to below 1; 0 holds none out. The
    /// default value is 0.15.
    /// </summary>
    public double ValidationShare { get; set; } = 0.15;

    /// <summary>
    /// The network that is trained further, by its name in the catalog. The default value is <c>faceplugin-512</c>. Not read where an
    /// <see cref="Architecture"/> is given.
    /// </summary>
    public string Network { get; set; } = new FaceRecognizerOptions().Embedder;

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }

    /// <summary>A network to be trained from nothing, instead of <see cref="Network"/>. The default value is null.</summary>
    public NetworkArchitecture? Architecture { get; set; }

    /// <summary>
    /// Whether training starts where a head ends (Kumar et al. 2022, "Fine-Tuning can Distort Pretrained Features and Underperform
    /// Out-of-Distribution", LP-FT): <see cref="LinearDiscriminant"/> is learned first on the embeddings of the images to learn from and
    /// folded behind the network, so that the graph ends in it and in the normalization; epoch 0 is the head alone, and what is kept when
    /// no epoch is better. Where cross-validation finds the head no better than the embeddings as they came, training starts without it.
    /// Without effect where there are no identities or an <see cref="Architecture"/> is trained. The default value is <see
    /// langword="true"/>.
    /// </summary>
    public bool StartFromHead { get; set; } = true;

    /// <summary>
    /// What the new network is called: lower-case letters, digits, dots and hyphens. The default value is null: the old one's name, or the
    /// architecture's, with <c>-tuned</c> or <c>-trained</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The names of the networks whose vectors of the aligned faces as they are the new network is to repeat; several are fused as
    /// <see cref="FaceEmbedder"/> does it, and must require aligned faces of one alignment. The default value is null: the network itself
    /// as it came, so that it does not forget what it knew, and none for an <see cref="Architecture"/>.
    /// </summary>
    public IReadOnlyList<string>? Teachers { get; set; }

    /// <summary>
    /// A column of vectors that the new network is to repeat: what a recognizer made of the same faces, from its own crops. The default
    /// value is null: the networks of <see cref="Teachers"/> are run over the aligned faces. Where it is given, those are not run, only
    /// named on the card.
    /// </summary>
    public string? TeacherColumnName { get; set; }

    /// <summary>
    /// What happens to images while they are learned from. The default value is that of <see cref="FaceAugmentationOptions"/>; null shows
    /// them as they are.
    /// </summary>
    public FaceAugmentationOptions? Augmentation { get; set; } = new();

    /// <summary>
    /// A shift to be prepared for: how images will look. Of those that are learned from, <see cref="ShiftShare"/> are changed so, and those
    /// that choose the epoch all are; a teacher sees them as they are. The default value is null: images will look as they do.
    /// </summary>
    public FaceAugmentationOptions? Shift { get; set; }

    /// <summary>
    /// The share of the images that <see cref="Shift"/> changes, 0 to 1; the others keep what the network can do. The default value is 0.7.
    /// </summary>
    public double ShiftShare { get; set; } = 0.7;

    /// <summary>
    /// How the weights that are kept are mixed of those learned and those of the network as it came (<see cref="WeightInterpolation"/>):
    /// the mixture with the largest true match rate of the people held out, on images as they will be seen, among those whose equal error
    /// rate on images as they are is at most <see cref="InterpolationOptions.MaxLoss"/> above that of the network as it came. Where
    /// <see cref="Run"/> brings a metric of its own, that takes the place of both rates. Null keeps what was learned; nothing is mixed
    /// either where no people are held out or an <see cref="Architecture"/> is trained. The default value is that of
    /// <see cref="InterpolationOptions"/>.
    /// </summary>
    public InterpolationOptions? Interpolation { get; set; } = new();

    /// <summary>
    /// Loss, optimizer, learning rate, what is frozen, batches, epochs, seed. The default value is <see cref="FineTuning"/>; where an
    /// <see cref="Architecture"/> is trained, give <see cref="FromNothing"/>.
    /// </summary>
    public NetworkTrainingOptions Training { get; set; } = FineTuning;

    /// <summary>
    /// What is tried before training, on the people held out: learning rate, weight of the teacher, frozen part take the place of those of
    /// <see cref="Training"/>, and as many of its epochs are trained as the time allows. Wants people held out. The default value is null:
    /// <see cref="Training"/> stands as it is.
    /// </summary>
    public NetworkSearchOptions? Search { get; set; }

    /// <summary>Told of every trial of <see cref="Search"/>. The default value is null: none. Not saved.</summary>
    public IProgress<NetworkTrial>? Trials { get; set; }

    /// <summary>
    /// What the network is trained by: provider, device, whether the processor may stand in. Threads are those of <see cref="Training"/>.
    /// The default value is null: the processor. Not saved: it belongs to the machine.
    /// </summary>
    public NetworkOptions? Execution { get; set; }

    /// <summary>Progress, checkpoints, another validation metric. The default value is null: none of them. Not saved.</summary>
    public TrainingRun? Run { get; set; }

    /// <summary>
    /// In how many variants each image is shown where a part of the network is frozen and images vary, at least 1: the first is the
    /// image as it is, the others are drawn once, so that the frozen part sees each only once. The default value is 6.
    /// </summary>
    public int FrozenVariants { get; set; } = 6;

    /// <summary>Where what a frozen part makes of the images is kept for later runs. The default value is null: nowhere.</summary>
    public string? ActivationFolder { get; set; }

    /// <summary>Ends fitting between two batches. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>
    /// Settings for a network that can already do something: small steps of Adam, triplets, batches of 32, five epochs, and its former self
    /// as a teacher that weighs twenty times the triplets (what that does: docs/finetuning.md).
    /// </summary>
    public static NetworkTrainingOptions FineTuning { get; } = new()
    {
        Epochs = 5,
        EarlyStopping = new EarlyStopping { Patience = 3 },
        Step = new NetworkTrainerOptions
        {
            Loss = new TripletLossOptions(),
            TeacherWeight = 20,
            Optimizer = new AdamOptions { WeightDecay = 0 },
            LearningRate = 1e-4,
            Schedule = new CosineSchedule { Final = 0.02, WarmUpEpochs = 0.2 },
        },
    };

    /// <summary>
    /// Settings for a network of random weights: triplets, batches of 16 people with four images each, the batch's own statistics, an
    /// average of the weights.
    /// </summary>
    public static NetworkTrainingOptions FromNothing { get; } = new()
    {
        Epochs = 40,
        ValidationFalseMatchRate = 1e-2,
        Step = new NetworkTrainerOptions
        {
            Gradients = new GradientOptions { BatchSize = 64, BatchStatistics = true },
            Loss = new TripletLossOptions(),
            Optimizer = new AdamOptions { WeightDecay = 5e-4f },
            LearningRate = 1e-3,
            Schedule = new CosineSchedule { WarmUpEpochs = 1 },
            AverageDecay = 0.99f,
        },
    };
}
