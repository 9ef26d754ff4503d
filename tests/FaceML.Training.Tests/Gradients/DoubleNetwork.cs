using Microsoft.ML.OnnxRuntime;

namespace FaceML.Training.Tests.Gradients;

/// <summary>
/// The network given, as it is, in float64: what float32 gradients are measured by, independent of any rewriting for training.
/// </summary>
internal sealed class DoubleNetwork : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly string[] names;
    private readonly OrtValue[] values;

    private DoubleNetwork(InferenceSession session, string[] names, OrtValue[] values, Dictionary<string, double[]> numbers) =>
        (this.session, this.names, this.values, Numbers) = (session, names, values, numbers);

    /// <summary>The input and the weights, by name; whoever writes to them changes the next <see cref="Run"/>.</summary>
    public Dictionary<string, double[]> Numbers { get; }

    /// <summary>The network in float64; fails where ONNX Runtime has no kernel for one of its operators.</summary>
    public static DoubleNetwork Create(OnnxModel model, float[] input, IReadOnlySet<string> weights)
    {
        OnnxModel copy = OnnxModel.Read(model.ToBytes());
        OnnxValueInfo door = copy.Graph.RequiredInputs.Single();
        long[] shape = [.. door.Shape!.Select(d => d.Value!.Value)];
        Dictionary<string, (double[] Numbers, long[] Shape)> held = new() { [door.Name] = (Numeric.Doubles(input), shape) };
        copy.Graph.Inputs.Clear();
        foreach (OnnxTensor tensor in copy.Graph.Initializers.Where(t => t.ElementType == OnnxElementType.Float32).ToArray())
        {
            copy.Graph.Initializers.Remove(tensor);
            if (weights.Contains(tensor.Name))
            {
                held[tensor.Name] = (Numeric.Doubles(tensor.ToFloats()), [.. tensor.Dimensions]);
            }
            else
            {
                copy.Graph.Initializers.Add(OnnxTensor.OfDoubles(tensor.Name, [.. tensor.Dimensions], Numeric.Doubles(tensor.ToFloats())));
            }
        }

        foreach ((string name, (_, long[] dimensions)) in held)
        {
            copy.Graph.Inputs.Add(new OnnxValueInfo(name, OnnxElementType.Float64, OnnxShape.Of(dimensions)));
        }

        string output = copy.Graph.Outputs[0].Name;
        copy.Graph.Outputs[0] = new OnnxValueInfo(output, OnnxElementType.Float64);
        copy.Graph.ValueInfos.Clear();
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new DoubleNetwork(new InferenceSession(copy.ToBytes(), options), [.. held.Keys],
            [.. held.Values.Select(h => OrtValue.CreateTensorValueFromMemory(h.Numbers, h.Shape))], held
                .ToDictionary(h => h.Key, h => h.Value.Numbers));
    }

    /// <summary>The output.</summary>
    public double[] Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(runOptions, names, values, session.OutputNames);
        return results[0].GetTensorDataAsSpan<double>().ToArray();
    }

    public void Dispose()
    {
        values.ToList().ForEach(v => v.Dispose());
        session.Dispose();
        runOptions.Dispose();
    }
}
