using System.Diagnostics;
using FaceML.Training.Gradients;
using FaceML.Training.Heads;

namespace FaceML.Training.Networks;

/// <summary>
/// Trains a network's own weights on images, epoch by epoch: P×K batches, validation on other identities, early stopping, checkpoints. The
/// same network, images, settings and seed give the same weights, bit for bit, on the same machine and thread count, whether the run was
/// interrupted or not. Safe to share between threads: a run keeps its state to itself.
/// </summary>
internal sealed class NetworkLearner
{
    private readonly NetworkTrainingOptions options;

    /// <summary>Makes a learner.</summary>
    /// <param name="options">The settings.</param>
    public NetworkLearner(NetworkTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <summary>
    /// A folder in which what the frozen part of a network makes of the images is kept for later runs. The default value is
    /// <see langword="null"/>: it is kept in the folder for temporary files and deleted with the run.
    /// </summary>
    public string? ActivationFolder { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="network">One input with the batch as its first dimension; its first output, flattened, is the embedding. Not
    /// changed.</param>
    /// <param name="training">At least two identities with at least two images each; with a teacher and no loss, any images.</param>
    /// <param name="validation">Other identities, or <see langword="null"/>: with them the best epoch's network is returned, that before
    /// the first included.</param>
    /// <param name="run">Progress, checkpoints, the validation metric; <see langword="null"/> for none of them.</param>
    /// <param name="cancellationToken">Ends the run between two batches; the checkpoint of the last whole epoch stays.</param>
    /// <exception cref="TrainingDataException">The images cannot be trained on; says which identities.</exception>
    /// <exception cref="GradientException">The network cannot be differentiated; says at which node and what can be frozen
    /// instead.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume is damaged or belongs to another network, other images or
    /// settings.</exception>
    /// <exception cref="IOException">Another run writes the same checkpoint.</exception>
    /// <exception cref="ArithmeticException">The run diverged.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public NetworkTrainingResult Train(OnnxModel network, NetworkImages training, NetworkImages? validation = null,
        TrainingRun? run = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        run ??= new TrainingRun();
        options.Check(validation is not null);
        TrainingImages.Check(training, validation, options.Step);
        using FileLock? hold = run.CheckpointPath is { } path ? FileLock.Acquire(path) : null;
        using FrozenPrefix? prefix = FrozenPrefix.Find(network, options.Step.Gradients, training.Varies, ActivationFolder);
        if (prefix is null)
        {
            return Train(network, training, validation, options.Step, run, cancellationToken);
        }

        // What is frozen always gives the same: it is run once, and the rest learns from what it gave.
        NetworkTrainerOptions step = options.Step with { Gradients = options.Step.Gradients with { FrozenUpTo = null } };
        NetworkTrainingResult result =
            Train(prefix.Rest, prefix.Activations(training, cancellationToken),
            validation is null ? null : prefix.Activations(validation, cancellationToken), step, run, cancellationToken);
        return result with { Network = prefix.Join(result.Network) };
    }

    private NetworkTrainingResult Train(OnnxModel network, NetworkImages training, NetworkImages? validation,
        NetworkTrainerOptions step, TrainingRun run, CancellationToken cancellationToken)
    {
        int[] identities = [.. training.Labels.ToArray().Distinct().Order()];
        int[] classes = Array.ConvertAll(training.Labels.ToArray(), label => Array.BinarySearch(identities, label));
        int rows = step.Gradients.BatchSize;
        var deck = new ImageDeck(classes, rows, options.ImagesPerIdentity);
        int steps = options.StepsPerEpoch ?? Math.Max(1, deck.BatchesPerEpoch / step.Accumulate);
        using var trainer = new NetworkTrainer(
            network, Math.Max(2, identities.Length), step with { Steps = steps, Epochs = options.Epochs });
        var state = new NetworkTrainingState(network);
        byte[] fingerprint = run.CheckpointPath is null ? [] : NetworkCheckpoint.Fingerprint(options, network, training, validation);
        if (run is { Resume: true, CheckpointPath: { } path } && File.Exists(path))
        {
            NetworkCheckpoint.Load(path, fingerprint, state, trainer);
        }
        else
        {
            long before = Stopwatch.GetTimestamp();
            state.Start(Validate(network, validation, run, cancellationToken));
            if (validation is not null)
            {
                run.Progress?.Report(new TrainingEpoch(0, double.NaN, state.InitialValidation, 0, 0, Stopwatch.GetElapsedTime(before)));
            }
        }

        long begun = Stopwatch.GetTimestamp();
        while (state.Epochs.Count < options.Epochs && !(state.Epochs.Count > 0 && Stopwatch.GetElapsedTime(begun) > options.Budget)
            && options.EarlyStopping?.ShouldStop(state.Validation) != true)
        {
            long started = Stopwatch.GetTimestamp();
            var batches = new BatchMaker(training, classes, new TrainingRandom(step.Seed + 1_000_003L * (state.Epochs.Count + 1)));
            (double loss, double norm, double rate) = Epoch(trainer, deck, batches, steps, step.Accumulate, cancellationToken);
            OnnxModel learned = trainer.Export();
            double metric = Validate(learned, validation, run, cancellationToken);
            trainer.EndEpoch(metric);
            var epoch = new TrainingEpoch(state.Epochs.Count + 1, loss, metric, rate, norm, Stopwatch.GetElapsedTime(started));
            state.Finish(epoch, learned);
            if (run.CheckpointPath is { } file)
            {
                NetworkCheckpoint.Save(file, fingerprint, state, trainer);
            }

            run.Progress?.Report(epoch);
        }

        return state.Result(stoppedEarly: state.Epochs.Count < options.Epochs);
    }

    private static (double Loss, double Norm, double Rate) Epoch(
        NetworkTrainer trainer, ImageDeck deck, BatchMaker maker, int steps, int accumulate, CancellationToken cancellationToken)
    {
        double loss = 0, norm = 0, rate = 0;
        foreach (int[][] dealt in deck.Deal(steps * accumulate, maker.Random).Chunk(accumulate))
        {
            cancellationToken.ThrowIfCancellationRequested();
            NetworkStep step = trainer.Step([.. dealt.Select(maker.Make)]);
            (loss, norm, rate) = (loss + step.Loss / steps, norm + step.GradientNorm / steps, step.LearningRate);
        }

        return (loss, norm, rate);
    }

    private double Validate(OnnxModel network, NetworkImages? validation, TrainingRun run, CancellationToken cancellationToken)
    {
        if (validation is null)
        {
            return double.NaN;
        }

        using var embedder = new NetworkEmbedder(network, threads: options.Step.Threads);
        EmbeddingSet vectors = embedder.Embed(validation, cancellationToken);
        return run.Metric is { } metric ? metric(vectors) : VerificationMetric.TrueMatchRate(vectors, options.ValidationFalseMatchRate);
    }
}
