using FaceML.Training.Layers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceML.Training.Gradients;

/// <summary>
/// A <see cref="GradientGraph"/> in ONNX Runtime. Weights, gradients and what is kept between the way there and the way back lie in tensors made
/// once: a step copies no weight, and its memory does not grow. Not safe to share between threads.
/// </summary>
public sealed class GradientSession : IDisposable
{
    private readonly GradientGraph graph;
    private readonly InferenceSession forward;
    private readonly InferenceSession backward;
    private readonly RunOptions runOptions = new();
    private readonly Dictionary<string, OrtValue> values = [];
    private readonly Dictionary<string, Parameter> parameters = [];
    private readonly float[] input;
    private readonly float[] output;
    private readonly float[] outputGradient;
    private readonly float[] inputGradient;
    private readonly Dictionary<string, float[]> statistics = [];
    private readonly string[] forwardInputs;
    private readonly string[] forwardOutputs;
    private readonly string[] backwardInputs;
    private readonly string[] backwardOutputs;

    /// <summary>Loads both halves.</summary>
    /// <param name="graph">The graphs; not changed.</param>
    /// <param name="threads">Threads of one operator; 0 leaves the number to ONNX Runtime.</param>
    public GradientSession(GradientGraph graph, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        this.graph = graph;
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        forward = new InferenceSession(graph.Forward.ToBytes(), options);
        backward = new InferenceSession(graph.Backward.ToBytes(), options);

        input = Hold(graph.Input.Name, graph.Input.Dimensions);
        output = Hold(graph.Output.Name, graph.Output.Dimensions);
        outputGradient = Hold(graph.OutputGradient.Name, graph.OutputGradient.Dimensions);
        inputGradient = graph.InputGradient is { } name ? Hold(name, graph.Input.Dimensions) : [];
        foreach (GradientWeight weight in graph.Weights)
        {
            var parameter = new Parameter(weight.Name, (float[])weight.Values.Clone()) { Decays = weight.Dimensions.Count(d => d > 1) > 1 };
            parameters.Add(weight.Name, parameter);
            Hold(weight.Name, parameter.Values, weight.Dimensions);
            Hold(weight.Gradient, parameter.Gradient, weight.Dimensions);
        }

        foreach (GradientValue saved in graph.Saved.Where(s => !values.ContainsKey(s.Name)))
        {
            values.Add(saved.Name, OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [.. saved.Dimensions]));
        }

        foreach (string statistic in graph.Statistics.SelectMany(s => new[] { s.Mean, s.Variance }))
        {
            statistics.Add(statistic, Hold(statistic, [graph.Statistics.First(s => s.Mean == statistic || s.Variance == statistic).Channels]));
        }

        forwardInputs = [.. graph.Forward.Graph.Inputs.Select(i => i.Name)];
        forwardOutputs = [.. graph.Forward.Graph.Outputs.Select(o => o.Name)];
        backwardInputs = [.. graph.Backward.Graph.Inputs.Select(i => i.Name)];
        backwardOutputs = [.. graph.Backward.Graph.Outputs.Select(o => o.Name)];
    }

    /// <summary>The weights that are learnt: the arrays that the network reads. Whoever writes to them changes the next <see cref="Forward"/>.</summary>
    public IReadOnlyCollection<Parameter> Parameters => parameters.Values;

    /// <summary>The derivative with respect to the input after <see cref="Backward"/>; empty unless the graph was made with it.</summary>
    public ReadOnlySpan<float> InputGradient => inputGradient;

    /// <summary>Runs the network on a batch.</summary>
    /// <param name="batch">As many numbers as the graph's input holds.</param>
    /// <returns>The output; valid until the next call.</returns>
    /// <exception cref="ArgumentException">The batch has another size than the graph was made for.</exception>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> batch)
    {
        Fill(input, batch, nameof(batch));
        Run(forward, forwardInputs, forwardOutputs);
        return output;
    }

    /// <summary>Writes the gradients of all parameters for the batch of the last <see cref="Forward"/>, in place of what was there.</summary>
    /// <param name="gradient">The derivative of the loss with respect to the output.</param>
    /// <exception cref="ArgumentException">It has another size than the output.</exception>
    public void Backward(ReadOnlySpan<float> gradient)
    {
        Fill(outputGradient, gradient, nameof(gradient));
        Run(backward, backwardInputs, backwardOutputs);
    }

    /// <summary>The statistics of the last batch under a name of <see cref="GradientGraph.Statistics"/>.</summary>
    /// <param name="name">The name of a mean or a variance.</param>
    public ReadOnlySpan<float> Statistic(string name) => statistics[name];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtValue value in values.Values)
        {
            value.Dispose();
        }

        values.Clear();
        forward.Dispose();
        backward.Dispose();
        runOptions.Dispose();
    }

    private void Run(InferenceSession session, string[] inputs, string[] outputs) =>
        session.Run(runOptions, inputs, [.. inputs.Select(i => values[i])], outputs, [.. outputs.Select(o => values[o])]);

    private float[] Hold(string name, IReadOnlyList<long> dimensions)
    {
        float[] numbers = new float[dimensions.Aggregate(1L, (a, b) => checked(a * b))];
        Hold(name, numbers, dimensions);
        return numbers;
    }

    // The tensor is a view of the array, which stays pinned as long as the tensor lives.
    private void Hold(string name, float[] numbers, IReadOnlyList<long> dimensions) => values.Add(name, OrtValue.CreateTensorValueFromMemory(numbers, [.. dimensions]));

    private static void Fill(float[] to, ReadOnlySpan<float> from, string name)
    {
        if (from.Length != to.Length)
        {
            throw new ArgumentException($"{to.Length} numbers are expected; {from.Length} came.", name);
        }

        from.CopyTo(to);
    }
}
