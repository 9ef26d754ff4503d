using FaceML.Training.Layers;
using FaceML.Training.Losses;
using FaceML.Training.Mining;
using FaceML.Training.Optimization;

namespace FaceML.Training.Heads;

/// <summary>All that changes while a head is trained, and with it all that a checkpoint must hold.</summary>
internal sealed class HeadTrainingState
{
    private readonly MetricHeadOptions options;
    private readonly int count;
    private readonly IdentityBatchSampler sampler;
    private readonly List<TrainingEpoch> epochs = [];

    public HeadTrainingState(MetricHeadOptions options, EmbeddingSet training, MetricHead? start)
    {
        if (start is not null && (start.Shape != options.Shape || start.InputLength != training.Length))
        {
            throw new ArgumentException(
                $"The head to start from, {start.InputLength} → {start.Shape}, must fit the embeddings of {training.Length} numbers and "
                    + $"the shape {options.Shape}.", nameof(start));
        }

        this.options = options;
        count = training.Count;
        Random = new TrainingRandom(options.Seed);
        int[] identities = [.. training.ByIdentity().Keys];
        Classes = Array.ConvertAll(training.Labels.ToArray(), label => Array.BinarySearch(identities, label));
        sampler = new IdentityBatchSampler(
            Classes, Math.Max(2, options.BatchSize / options.ImagesPerIdentity), options.ImagesPerIdentity);
        Head = MetricHead.Create(training.Length, options.Shape, Random);
        if (start is not null)
        {
            Head.CopyFrom(start);
        }

        BestHead = MetricHead.Create(training.Length, options.Shape, new TrainingRandom(0));
        Loss = options.Loss.Create(
            identities.Length, options.Shape.OutputLength, ClassWeights.Compute(Classes, identities.Length, options.Balance), Random);
        (Loss as ClassMatrixLoss)?.StartAt(Head.Transform(training).Values, Classes);
        Optimizer = options.Optimizer.Create();
        Parameters = [.. Head.Parameters, .. Loss.Parameters];
    }

    public TrainingRandom Random { get; set; }

    public int[] Classes { get; }

    public MetricHead Head { get; }

    public MetricHead BestHead { get; }

    public EmbeddingLoss Loss { get; }

    public Optimizer Optimizer { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<TrainingEpoch> Epochs => epochs;

    public IReadOnlyList<double> Validation { get; private set; } = [];

    public double InitialValidation { get; private set; } = double.NaN;

    public int BestEpoch { get; private set; }

    public int BatchesPerEpoch => options.Sampling == BatchSampling.IdentityBalanced
        ? sampler.BatchesPerEpoch
        : Math.Max(1, count / options.BatchSize);

    public void Start(double initialValidation)
    {
        InitialValidation = initialValidation;
        BestHead.CopyFrom(Head);
    }

    public void Restore(TrainingHistory history)
    {
        InitialValidation = history.InitialValidation;
        epochs.AddRange(history.Epochs);
        BestEpoch = history.BestEpoch;
        Validation = [.. epochs.Select(e => e.Validation)];
    }

    public void Finish(TrainingEpoch epoch)
    {
        double best = BestEpoch == 0 ? InitialValidation : epochs[BestEpoch - 1].Validation;
        epochs.Add(epoch);
        Validation = [.. epochs.Select(e => e.Validation)];
        // Without validation (NaN) the last epoch is the best there is.
        if (!(epoch.Validation <= best))
        {
            BestEpoch = epoch.Epoch;
            BestHead.CopyFrom(Head);
        }
    }

    public MetricHeadResult Result(bool stoppedEarly) => new(BestHead, epochs, BestEpoch, InitialValidation,
        BestEpoch == 0 ? InitialValidation : epochs[BestEpoch - 1].Validation, stoppedEarly);

    public IEnumerable<int[]> Batches()
    {
        if (options.Sampling == BatchSampling.IdentityBalanced)
        {
            return sampler.Epoch(Random);
        }

        int[] order = [.. Enumerable.Range(0, count)];
        Random.Shuffle<int>(order);
        // The remainder is dealt out over the batches: batch norm requires no batch of one.
        int batches = BatchesPerEpoch;
        return Enumerable.Range(0, batches).Select(b => order[(int)((long)count * b / batches)..(int)((long)count * (b + 1) / batches)]);
    }
}
