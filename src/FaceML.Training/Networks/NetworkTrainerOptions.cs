using FaceML.Training.Gradients;
using FaceML.Training.Losses;
using FaceML.Training.Optimization;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Training.Networks;

/// <summary>The settings of <see cref="NetworkTrainer"/>. Immutable.</summary>
public sealed record NetworkTrainerOptions
{
    /// <summary>What of the network is differentiated, and the batch size.</summary>
    public GradientOptions Gradients { get; init; } = new();

    /// <summary>What is made small. The default value is ArcFace.</summary>
    public LossOptions Loss { get; init; } = new ArcFaceLossOptions();

    /// <summary>The factor on the loss, at least 0; 0 learns from a teacher alone. The default value is 1.</summary>
    public float LossWeight { get; init; } = 1;

    /// <summary>
    /// The factor on the distance from a teacher's vectors, where a batch brings them, at least 0. The default value is 1.
    /// </summary>
    public float TeacherWeight { get; init; } = 1;

    /// <summary>What of a teacher's vectors is to be repeated. The default value is <see cref="TeacherMatch.Vectors"/>.</summary>
    public TeacherMatch TeacherMatch { get; init; } = TeacherMatch.Vectors;

    /// <summary>How weights are moved. The default value is SGD with momentum 0.9 and weight decay 5e-4.</summary>
    public OptimizerOptions Optimizer { get; init; } = new SgdOptions { WeightDecay = 5e-4f };

    /// <summary>The learning rate, above 0. The default value is 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// The factor on the learning rate of the loss's own weights, which start at random, at least 0. The default value is 10.
    /// </summary>
    public float LossLearningRateScale { get; init; } = 10;

    /// <summary>The factor on the learning rate of a weight, by its name, at least 0. The default value is 1 for all.</summary>
    public Func<string, float> LearningRateScale { get; init; } = _ => 1;

    /// <summary>The factor on the learning rate over the run. The default value is <see cref="CosineSchedule"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>Steps in an epoch, at least 1. The default value is 1000.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Epochs planned, at least 1: what the schedule is laid out over. The default value is 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Batches whose gradients are averaged for one step, at least 1. The default value is 1.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The bound on the norm of a step's gradient, above 0. The default value is 5.</summary>
    public float MaxGradientNorm { get; init; } = 5;

    /// <summary>
    /// How much of the averaged weights is kept at a step (Polyak and Juditsky 1992, exponential form), 0 up to 1; 0 keeps no average. The
    /// default value is 0.
    /// </summary>
    public float AverageDecay { get; init; }

    /// <summary>Threads of one operator; 0 leaves the number to ONNX Runtime. The default value is 0.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Adds to the settings of the sessions that run forward and back, for example an execution provider; one that is not the processor
    /// requires
    /// <see cref="GradientOptions.PlainOperators"/>. The default value is <see langword="null"/>: the processor.
    /// </summary>
    public Action<SessionOptions>? ConfigureSession { get; init; }

    /// <summary>Where all random numbers come from. The default value is 1.</summary>
    public long Seed { get; init; } = 1;

    internal void Check()
    {
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Require(LossLearningRateScale >= 0, nameof(LossLearningRateScale), LossLearningRateScale, "at least 0");
        Require(LossWeight >= 0, nameof(LossWeight), LossWeight, "at least 0");
        Require(TeacherWeight >= 0, nameof(TeacherWeight), TeacherWeight, "at least 0");
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(Steps >= 1, nameof(Steps), Steps, "at least 1");
        Require(Accumulate >= 1, nameof(Accumulate), Accumulate, "at least 1");
        Require(MaxGradientNorm > 0, nameof(MaxGradientNorm), MaxGradientNorm, "above 0");
        Require(AverageDecay is >= 0 and < 1, nameof(AverageDecay), AverageDecay, "at least 0 and below 1");
    }

    private static void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(NetworkTrainerOptions)}.{name} must be {wanted}; it is {value}.");
        }
    }
}
