using FaceML.Training.Layers;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Training.Gradients;

/// <summary>
/// A <see cref="GradientGraph"/> in ONNX Runtime. Weights, gradients and what is kept between the way there and the way back lie in tensors
/// made once: a step copies no weight, and its memory does not grow. Not safe to share between threads.
/// </summary>
internal sealed class GradientSession : IDisposable
{
    // So many slices' gradients wait to be summed: one at a time, the sum would be read and written for each.
    private const int Parts = 4;

    // Numbers that stay in the nearest cache while several are added to them.
    private const int Tile = 2048;
    private readonly GradientGraph graph;
    private readonly InferenceSession forward;
    private readonly InferenceSession backward;
    private readonly RunOptions runOptions = new();
    private readonly SessionTensors shared = new();
    private readonly SessionTensors[] slices;
    private readonly Parameter[] parameters;
    private readonly float[] input;
    private readonly float[] output;
    private readonly float[] outputGradient;
    private readonly float[] inputGradient;
    private readonly float[][][] parts;
    private readonly ParallelOptions parallel;

    /// <summary>Loads both halves.</summary>
    /// <param name="graph">The graphs; not changed.</param>
    /// <param name="threads">Threads of one operator; 0 leaves the number to ONNX Runtime.</param>
    /// <param name="configure">Adds to the sessions' settings, for example an execution provider other than the processor (the graph then
    /// requires <see cref="GradientOptions.PlainOperators"/>); null for nothing.</param>
    public GradientSession(GradientGraph graph, int threads = 0, Action<SessionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        this.graph = graph;
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        // Two sessions take turns: threads of one that wait for work would take the processor from the other.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        configure?.Invoke(options);
        forward = new InferenceSession(graph.Forward.ToBytes(), options);
        backward = new InferenceSession(graph.Backward.ToBytes(), options);

        input = new float[SessionTensors.Count(graph.Input.Dimensions) * graph.Slices];
        output = new float[SessionTensors.Count(graph.Output.Dimensions) * graph.Slices];
        outputGradient = new float[output.Length];
        inputGradient = graph.InputGradient is null ? [] : new float[input.Length];
        parameters = [.. graph.Weights
            .Select(w => new Parameter(w.Name, (float[])w.Values.Clone()) { Decays = w.Dimensions.Count(d => d > 1) > 1 })];
        parts = [.. Enumerable.Range(0, Math.Min(Parts, graph.Slices - 1))
            .Select(_ => parameters.Select(p => new float[p.Values.Length]).ToArray())];
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads };
        foreach ((GradientWeight weight, Parameter parameter) in graph.Weights.Zip(parameters))
        {
            shared.View(weight.Name, parameter.Values, weight.Dimensions);
        }

        foreach (BatchStatistics statistic in graph.Statistics)
        {
            shared.View(statistic.Mean, new float[statistic.Channels], [statistic.Channels]);
            shared.View(statistic.Variance, new float[statistic.Channels], [statistic.Channels]);
        }

        slices = [.. Enumerable.Range(0, graph.Slices).Select(_ => new SessionTensors(shared))];
        for (int i = 0; i < slices.Length; i++)
        {
            AddSlice(i);
        }
    }

    /// <summary>
    /// The weights that are learned: the arrays that the network reads. Whoever writes to them changes the next <see cref="Forward"/>.
    /// </summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>The derivative with respect to the input after <see cref="Backward"/>; empty unless the graph was made with it.</summary>
    public ReadOnlySpan<float> InputGradient => OfBatch(inputGradient);

    /// <summary>Runs the network on a batch.</summary>
    /// <param name="batch">As many numbers as the inputs of a batch hold.</param>
    /// <returns>The output; valid until the next call.</returns>
    /// <exception cref="ArgumentException">The batch has another size than the graph was made for.</exception>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> batch)
    {
        Fill(input, batch, nameof(batch));

        // Rows beyond the batch are its last one: numbers like all others, whatever the network does with them.
        int row = batch.Length / graph.BatchSize;
        for (int at = batch.Length; at < input.Length; at += row)
        {
            batch[^row..].CopyTo(input.AsSpan(at));
        }

        foreach (SessionTensors slice in slices)
        {
            slice.Run(forward, runOptions, graph.Forward);
        }

        return OfBatch(output);
    }

    /// <summary>
    /// Writes the gradients of all parameters for the batch of the last <see cref="Forward"/>, in place of what was there.
    /// </summary>
    /// <param name="gradient">The derivative of the loss with respect to the output.</param>
    /// <exception cref="ArgumentException">It has another size than the output.</exception>
    public void Backward(ReadOnlySpan<float> gradient)
    {
        Fill(outputGradient, gradient, nameof(gradient));
        for (int i = slices.Length - 1; i >= 0; i--)
        {
            // The last slice was the last to run forward: what it shares with the others is still its own.
            if (graph.Recompute && i < slices.Length - 1)
            {
                slices[i].Run(forward, runOptions, graph.Forward);
            }

            slices[i].Run(backward, runOptions, graph.Backward);
            int walked = Walked(i);
            if (walked > 0 && (walked % Parts == 0 || i == 0))
            {
                AddParts((walked - 1) % Parts + 1);
            }
        }
    }

    /// <summary>The statistics of the last batch under a name of <see cref="GradientGraph.Statistics"/>.</summary>
    /// <param name="name">The name of a mean or a variance.</param>
    public ReadOnlySpan<float> Statistic(string name) => shared.Numbers(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SessionTensors tensors in slices.Append(shared))
        {
            tensors.Dispose();
        }

        forward.Dispose();
        backward.Dispose();
        runOptions.Dispose();
    }

    private void AddSlice(int index)
    {
        SessionTensors slice = slices[index];
        slice.View(graph.Input.Name, Part(input, index), graph.Input.Dimensions);
        slice.View(graph.Output.Name, Part(output, index), graph.Output.Dimensions);
        slice.View(graph.OutputGradient.Name, Part(outputGradient, index), graph.OutputGradient.Dimensions);
        if (graph.InputGradient is { } name)
        {
            slice.View(name, Part(inputGradient, index), graph.Input.Dimensions);
        }

        // The last slice is walked back first and writes the sum to which the others are added.
        bool last = index == slices.Length - 1;
        for (int p = 0; p < parameters.Length; p++)
        {
            slice.View(graph.Weights[p].Gradient, last ? parameters[p].Gradient : parts[(Walked(index) - 1) % Parts][p],
                graph.Weights[p].Dimensions);
        }

        foreach (GradientValue saved in graph.Saved)
        {
            (graph.Recompute ? shared : slice).Allocate(saved.Name, saved.Dimensions);
        }
    }

    // How many slices have been walked back, after the first, when this one has.
    private int Walked(int index) => slices.Length - 1 - index;

    // In the order in which they were walked, whatever thread does it: the sum is the same to the last bit.
    private void AddParts(int count) => Parallel.For(0, parameters.Length, parallel, p =>
    {
        float[] sum = parameters[p].Gradient;
        for (int at = 0; at < sum.Length; at += Tile)
        {
            Span<float> tile = sum.AsSpan(at, Math.Min(Tile, sum.Length - at));
            for (int i = 0; i < count; i++)
            {
                TensorPrimitives.Add(tile, parts[i][p].AsSpan(at, tile.Length), tile);
            }
        }
    });

    private Memory<float> Part(float[] whole, int index) =>
        whole.AsMemory(whole.Length / slices.Length * index, whole.Length / slices.Length);

    private Span<float> OfBatch(float[] whole) =>
        whole.AsSpan(0, (int)(whole.Length / (graph.Slices * graph.Input.Dimensions[0]) * graph.BatchSize));

    private void Fill(float[] to, ReadOnlySpan<float> from, string name)
    {
        int expected = OfBatch(to).Length;
        if (from.Length != expected)
        {
            throw new ArgumentException($"{expected} numbers are expected; {from.Length} came.", name);
        }

        from.CopyTo(to);
    }
}
