using System.Diagnostics;
using FaceML.Training.Layers;
using FaceML.Training.Mining;
using FaceML.Training.Optimization;

namespace FaceML.Training.Heads;

/// <summary>
/// Learns a <see cref="MetricHead"/> on cached embeddings. The same data, settings and seed give the same head, bit for bit, on the same
/// machine, whatever the number of threads. Safe to share between threads: a run keeps its state to itself.
/// </summary>
internal sealed class MetricHeadTrainer
{
    private readonly MetricHeadOptions options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">The settings.</param>
    public MetricHeadTrainer(MetricHeadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <summary>Trains.</summary>
    /// <param name="training">At least two identities with at least two embeddings each.</param>
    /// <param name="validation">Other identities, or <see langword="null"/>: with them the best epoch's head is returned, the untrained one
    /// included.</param>
    /// <param name="run">Progress, checkpoints, the validation metric; <see langword="null"/> for none of them.</param>
    /// <param name="start">The head to start from, of the options' shape; it stays as it is. <see langword="null"/> for an untrained
    /// one.</param>
    /// <param name="cancellationToken">Ends the run between two batches; the checkpoint of the last whole epoch stays.</param>
    /// <exception cref="TrainingDataException">The data cannot be trained on; says which rows or identities.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume is damaged or belongs to other data or settings.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public MetricHeadResult Train(EmbeddingSet training, EmbeddingSet? validation = null, TrainingRun? run = null, MetricHead? start = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        run ??= new TrainingRun();
        options.Check(validation is not null);
        TrainingSplit.CheckTrainable(training);
        if (validation is not null)
        {
            TrainingSplit.CheckDisjoint(training, validation);
        }

        var state = new HeadTrainingState(options, training, start);
        byte[] fingerprint = HeadCheckpoint.Fingerprint(options, training, validation, start);
        if (run is { Resume: true, CheckpointPath: { } path } && File.Exists(path))
        {
            HeadCheckpoint.Load(path, fingerprint, state);
        }
        else
        {
            state.Start(Validate(state.Head, validation, run));
        }

        while (state.Epochs.Count < options.Epochs && !ShouldStop(state))
        {
            TrainingEpoch epoch = Epoch(state, training, validation, run, cancellationToken);
            state.Finish(epoch);
            if (run.CheckpointPath is { } file)
            {
                HeadCheckpoint.Save(file, fingerprint, state);
            }

            run.Progress?.Report(epoch);
        }

        return state.Result(stoppedEarly: state.Epochs.Count < options.Epochs);
    }

    private bool ShouldStop(HeadTrainingState state) =>
        options.EarlyStopping?.ShouldStop([state.InitialValidation, .. state.Validation]) == true;

    private TrainingEpoch Epoch(
        HeadTrainingState state, EmbeddingSet training, EmbeddingSet? validation, TrainingRun run, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        double loss = 0, norm = 0, rate = 0;
        int batches = 0;
        foreach (int[] rows in state.Batches())
        {
            cancellationToken.ThrowIfCancellationRequested();
            (double batchLoss, double batchNorm, rate) = Step(state, training, rows);
            (loss, norm, batches) = (loss + batchLoss, norm + batchNorm, batches + 1);
        }

        double metric = Validate(state.Head, validation, run);
        return new TrainingEpoch(state.Epochs.Count + 1, loss / batches, metric, rate, norm / batches, Stopwatch.GetElapsedTime(started));
    }

    private (double Loss, double Norm, double Rate) Step(HeadTrainingState state, EmbeddingSet training, int[] rows)
    {
        float[] batch = new float[rows.Length * training.Length];
        int[] labels = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            training.Row(rows[i]).CopyTo(batch.AsSpan(i * training.Length));
            labels[i] = state.Classes[rows[i]];
        }

        foreach (Parameter parameter in state.Parameters)
        {
            parameter.ClearGradient();
        }

        var pass = new HeadPass(state.Head, rows.Length);
        float[] gradient = new float[rows.Length * state.Head.OutputLength];
        double loss = state.Loss.Evaluate(pass.Forward(batch, training: true), labels, state.Head.OutputLength, gradient, state.Random);
        pass.Backward(gradient);
        double norm = GradientClipping.ByNorm(state.Parameters, options.MaxGradientNorm);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new ArithmeticException(
                $"Training diverged in step {state.Optimizer.Steps + 1}: loss {loss}, gradient norm {norm}. A smaller "
                    + $"{nameof(options.LearningRate)} than {options.LearningRate} may help.");
        }

        double rate = options.LearningRate * options.Schedule.Factor(
            new TrainingMoment(state.Optimizer.Steps, state.BatchesPerEpoch, options.Epochs, state.Validation));
        state.Optimizer.Step(state.Parameters, (float)rate);
        return (loss, norm, rate);
    }

    private double Validate(MetricHead head, EmbeddingSet? validation, TrainingRun run)
    {
        if (validation is null)
        {
            return double.NaN;
        }

        EmbeddingSet projected = head.Transform(validation);
        return run.Metric is { } metric ? metric(projected) : VerificationMetric.TrueMatchRate(projected, options.ValidationFalseMatchRate);
    }
}
