using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Vision;

/// <summary>
/// The memory of one run: inputs and outputs for a number of pictures, bound to ONNX Runtime once and used again and again,
/// so a run itself allocates nothing. A network that takes one picture at a time gets a binding a picture over the same memory.
/// </summary>
internal sealed class RunBuffers : IDisposable
{
    private readonly float[] input;
    private readonly float[][] outputs;
    private readonly List<OrtValue> values = [];
    private readonly OrtIoBinding[] bindings;

    internal RunBuffers(SharedSession session, int batch)
    {
        NetworkCard card = session.Card;
        Batch = batch;
        InputLength = card.Input.ToTensorSpec().Length;
        input = GC.AllocateUninitializedArray<float>(checked(batch * InputLength), pinned: true);
        outputs = [.. card.Outputs.Select(output => GC.AllocateUninitializedArray<float>(checked(batch * output.Length), pinned: true))];
        int runs = card.Input.Batch == NetworkBatch.One ? batch : 1, pictures = batch / runs;
        bindings = new OrtIoBinding[runs];
        for (int run = 0; run < runs; run++)
        {
            bindings[run] = session.Session.CreateIoBinding();
            int channels = card.Input.ToTensorSpec().Channels;
            long[] shape = card.Input.Layout == Imaging.TensorLayout.Nchw
                ? [pictures, channels, card.Input.Height, card.Input.Width]
                : [pictures, card.Input.Height, card.Input.Width, channels];
            bindings[run].BindInput(card.Input.Name, Value(input, run, pictures * InputLength, shape));
            for (int i = 0; i < outputs.Length; i++)
            {
                NetworkOutput output = card.Outputs[i];
                bindings[run].BindOutput(output.Name, Value(outputs[i], run, pictures * output.Length, [pictures, .. output.Shape.Select(side => (long)side)]));
            }
        }
    }

    /// <summary>Pictures.</summary>
    internal int Batch { get; }

    /// <summary>Numbers a picture.</summary>
    internal int InputLength { get; }

    internal Span<float> Input(int picture) => input.AsSpan(picture * InputLength, InputLength);

    internal ReadOnlySpan<float> Output(int output, int picture)
    {
        int length = outputs[output].Length / Batch;
        return outputs[output].AsSpan(picture * length, length);
    }

    internal void Run(SharedSession session)
    {
        foreach (OrtIoBinding binding in bindings)
        {
            session.Session.RunWithBinding(session.RunOptions, binding);
        }
    }

    public void Dispose()
    {
        foreach (OrtIoBinding binding in bindings)
        {
            binding.Dispose();
        }

        foreach (OrtValue value in values)
        {
            value.Dispose();
        }
    }

    private OrtValue Value(float[] array, int run, int length, long[] shape)
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, MemoryMarshal.CreateFromPinnedArray(array, run * length, length), shape);
        values.Add(value);
        return value;
    }
}
