using FaceML.Files;
using FaceML.Training.Gradients;
using FaceML.Training.Layers;
using FaceML.Training.Losses;
using FaceML.Training.Optimization;

namespace FaceML.Training.Networks;

/// <summary>
/// Trains a network's own weights, step by step: forward in ONNX Runtime, normalize, loss, backward in ONNX Runtime, move the weights in
/// place. The same batches, settings and seed give the same weights, bit for bit, on the same machine and thread count.
/// Not safe to share between threads.
/// </summary>
internal sealed class NetworkTrainer : IDisposable
{
    private const string Kind = "FMLNTWK1";
    private const int Version = 2;

    // How far running statistics of a BatchNormalization move towards those of a batch.
    private const float StatisticsMomentum = 0.1f;
    private readonly NetworkTrainerOptions options;
    private readonly OnnxModel network;
    private readonly GradientGraph graph;
    private readonly GradientSession session;
    private readonly EmbeddingLoss loss;
    private readonly Optimizer optimizer;
    private readonly Parameter[] parameters;
    private readonly NormalizeLayer normalize;
    private readonly float[][] averages;
    private readonly Dictionary<string, float[]> running = [];
    private readonly List<double> validation = [];
    private TrainingRandom random;

    /// <summary>Differentiates the network and makes the loss.</summary>
    /// <param name="network">One input with the batch as its first dimension; its output, flattened, is the embedding. Not changed.</param>
    /// <param name="classes">How many identities there are, at least 2.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="GradientException">The network cannot be differentiated; the message says where.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public NetworkTrainer(OnnxModel network, int classes, NetworkTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        options.Check();
        this.options = options;
        this.network = network;
        graph = GradientGraph.Build(network, options.Gradients);
        random = new TrainingRandom(options.Seed);
        int length = (int)(graph.Output.Dimensions.Aggregate((a, b) => a * b) / graph.Output.Dimensions[0]);
        normalize = new NormalizeLayer(length);
        loss = options.Loss.Create(classes, length, [], random);
        optimizer = options.Optimizer.Create();
        session = new GradientSession(graph, options.Threads, options.ConfigureSession);
        parameters = [.. session.Parameters, .. loss.Parameters];
        foreach (Parameter parameter in session.Parameters)
        {
            parameter.LearningRateScale = options.LearningRateScale(parameter.Name);
        }

        foreach (Parameter parameter in loss.Parameters)
        {
            parameter.LearningRateScale = options.LossLearningRateScale;
        }

        averages = options.AverageDecay == 0 ? [] : [.. session.Parameters.Select(p => (float[])p.Values.Clone())];
        foreach (string name in graph.Statistics.SelectMany(s => new[] { s.RunningMean, s.RunningVariance }))
        {
            running[name] = network.Graph.FindInitializer(name)?.ToFloats()
                ?? throw new GradientException($"The running statistics '{name}' of a BatchNormalization are not constants.");
        }
    }

    /// <summary>Steps made so far.</summary>
    public long Steps => optimizer.Steps;

    /// <summary>Makes one step.</summary>
    /// <param name="batches">As many batches as are accumulated for a step, each of the graph's batch size.</param>
    /// <exception cref="ArgumentException">Another number of batches, or one of another size.</exception>
    /// <exception cref="ArithmeticException">Loss or gradient are no longer finite; the weights are those before the step.</exception>
    public NetworkStep Step(params ReadOnlySpan<TrainingBatch> batches)
    {
        if (batches.Length != options.Accumulate)
        {
            throw new ArgumentException($"{options.Accumulate} batches make a step; {batches.Length} came.", nameof(batches));
        }

        float[][] sums = options.Accumulate == 1 ? [] : [.. session.Parameters.Select(p => new float[p.Values.Length])];
        foreach (Parameter parameter in loss.Parameters)
        {
            parameter.ClearGradient();
        }

        double total = 0;
        foreach (TrainingBatch batch in batches)
        {
            total += Batch(batch) / options.Accumulate;
            foreach ((float[] sum, Parameter parameter) in sums.Zip(session.Parameters))
            {
                TensorPrimitives.MultiplyAdd(parameter.Gradient, 1f / options.Accumulate, sum, sum);
            }
        }

        foreach ((float[] sum, Parameter parameter) in sums.Zip(session.Parameters))
        {
            sum.CopyTo(parameter.Gradient, 0);
        }

        foreach (Parameter parameter in loss.Parameters)
        {
            TensorPrimitives.Multiply(parameter.Gradient, options.LossWeight / options.Accumulate, parameter.Gradient);
        }

        double norm = GradientClipping.ByNorm(parameters, options.MaxGradientNorm);
        if (!double.IsFinite(total) || !double.IsFinite(norm))
        {
            throw new ArithmeticException(
                $"Training diverged in step {Steps + 1}: loss {total}, gradient norm {norm}. A smaller {nameof(options.LearningRate)} "
                    + $"than {options.LearningRate} may help.");
        }

        double rate = options.LearningRate * options.Schedule.Factor(new TrainingMoment(Steps, options.Steps, options.Epochs, validation));
        optimizer.Step(parameters, (float)rate);
        foreach ((float[] average, Parameter parameter) in averages.Zip(session.Parameters))
        {
            TensorPrimitives.Lerp(parameter.Values, average, options.AverageDecay, average);
        }

        return new NetworkStep(Steps, total, rate, norm);
    }

    /// <summary>Tells the schedule how an epoch ended.</summary>
    /// <param name="metric">The validation metric after it, larger is better.</param>
    public void EndEpoch(double metric) => validation.Add(metric);

    /// <summary>
    /// The network with the weights learned: their running average where one is kept. Everything else of it is as it was.
    /// </summary>
    public OnnxModel Export()
    {
        OnnxModel copy = OnnxModel.Read(network.ToBytes());
        IEnumerable<(string Name, float[] Values)> learned = session.Parameters
            .Select((p, i) => (p.Name, averages.Length > 0 ? averages[i] : p.Values));
        foreach ((string name, float[] values) in learned.Concat(running.Select(r => (r.Key, r.Value))))
        {
            values.CopyTo(copy.Graph.FindInitializer(name)!.Floats);
        }

        return copy;
    }

    /// <summary>All that is needed to go on as if nothing had happened; written under a temporary name, then renamed.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, SealedRecord.Write(Kind, Version, Write));

    /// <summary>Goes on from what <see cref="Save"/> wrote for the same network and settings.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">Damaged, or of another network or other settings.</exception>
    public void Load(string path) => SealedRecord.Read(File.ReadAllBytes(path), Kind, Version, reader =>
    {
        Read(reader);
        return true;
    });

    internal void Write(BinaryWriter writer)
    {
        foreach (ulong word in random.GetState())
        {
            writer.Write(word);
        }

        writer.Write(validation.Count);
        validation.ForEach(writer.Write);
        foreach (float[] numbers in State)
        {
            writer.Write(numbers);
        }

        optimizer.Save(writer, parameters);
    }

    internal void Read(BinaryReader reader)
    {
        random = new TrainingRandom([reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64()]);
        int epochs = reader.ReadInt32();
        validation.Clear();
        for (int i = 0; i < epochs; i++)
        {
            validation.Add(reader.ReadDouble());
        }

        foreach (float[] numbers in State)
        {
            reader.ReadInto(numbers);
        }

        optimizer.Load(reader, parameters);
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private IEnumerable<float[]> State => parameters.Select(p => p.Values).Concat(averages)
        .Concat(running.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value));

    private double Batch(TrainingBatch batch)
    {
        int rows = graph.BatchSize, length = normalize.InputLength;
        if (batch.Labels.Length != rows)
        {
            throw new ArgumentException($"A batch has {rows} rows; {batch.Labels.Length} labels came.", nameof(batch));
        }

        float[] raw = session.Forward(batch.Pixels).ToArray(), unit = new float[raw.Length], unitGradient = new float[raw.Length],
            gradient = new float[raw.Length];
        normalize.Forward(raw, unit, rows, training: true);
        double value = 0;
        if (options.LossWeight > 0)
        {
            value = options.LossWeight * loss.Evaluate(unit, batch.Labels, length, unitGradient, random);
            TensorPrimitives.Multiply(unitGradient, options.LossWeight, unitGradient);
        }

        if (batch.Teacher is { } teacher && options.TeacherWeight > 0)
        {
            value += TeacherLoss.Add(unit, length, teacher, rows, options.TeacherMatch, options.TeacherWeight, unitGradient);
        }

        normalize.Backward(raw, unit, unitGradient, gradient, rows);
        session.Backward(gradient);
        foreach (BatchStatistics statistic in graph.Statistics)
        {
            TensorPrimitives.Lerp(running[statistic.RunningMean], session.Statistic(statistic.Mean), StatisticsMomentum,
                running[statistic.RunningMean]);
            TensorPrimitives.Lerp(running[statistic.RunningVariance], session.Statistic(statistic.Variance), StatisticsMomentum,
                running[statistic.RunningVariance]);
        }

        return value;
    }
}
