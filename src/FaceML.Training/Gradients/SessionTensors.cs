using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceML.Training.Gradients;

/// <summary>
/// The tensors that a model runs on, by the names of its inputs and outputs; what is not here is looked for in those shared with others.
/// </summary>
internal sealed class SessionTensors(SessionTensors? shared = null) : IDisposable
{
    private readonly Dictionary<string, OrtValue> tensors = [];
    private readonly Dictionary<OnnxModel, (string[] Inputs, OrtValue[] From, string[] Outputs, OrtValue[] To)> bindings = [];

    public static int Count(IReadOnlyList<long> dimensions) => checked((int)dimensions.Aggregate(1L, (a, b) => checked(a * b)));

    /// <summary>A tensor that is a view of the numbers, which stay pinned as long as it lives.</summary>
    public void View(string name, Memory<float> numbers, IReadOnlyList<long> dimensions) =>
        tensors.Add(name, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, numbers, [.. dimensions]));

    /// <summary>A tensor outside .NET's memory, unless there is one of that name.</summary>
    public void Allocate(string name, IReadOnlyList<long> dimensions)
    {
        if (Find(name) is null)
        {
            tensors.Add(name, OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [.. dimensions]));
        }
    }

    public ReadOnlySpan<float> Numbers(string name) => Find(name)!.GetTensorDataAsSpan<float>();

    public void Run(InferenceSession session, RunOptions options, OnnxModel model)
    {
        if (!bindings.TryGetValue(model, out (string[] Inputs, OrtValue[] From, string[] Outputs, OrtValue[] To) b))
        {
            string[] inputs = [.. model.Graph.Inputs.Select(i => i.Name)], outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
            bindings.Add(model, b = (inputs, [.. inputs.Select(i => Find(i)!)], outputs, [.. outputs.Select(o => Find(o)!)]));
        }

        session.Run(options, b.Inputs, b.From, b.Outputs, b.To);
    }

    public void Dispose()
    {
        foreach (OrtValue tensor in tensors.Values)
        {
            tensor.Dispose();
        }

        tensors.Clear();
        bindings.Clear();
    }

    private OrtValue? Find(string name) => tensors.GetValueOrDefault(name) ?? shared?.Find(name);
}
