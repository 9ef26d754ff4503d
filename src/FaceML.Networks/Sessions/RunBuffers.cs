using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>
/// The memory of one run: inputs and outputs for a number of images, bound to ONNX Runtime once and used again and again,
/// so a run itself allocates nothing. A network that takes one image at a time gets a binding an image over the same memory.
/// </summary>
internal sealed class RunBuffers : IDisposable
{
    private readonly float[] input;
    private readonly float[][] outputs;
    private readonly List<OrtValue> values = [];
    private readonly OrtIoBinding[] bindings;
    private readonly OrtValue[] inputs;
    private readonly bool fixedSize;

    internal RunBuffers(SharedSession session, int batch, int width, int height)
    {
        NetworkCard card = session.Card;
        Batch = batch;
        Width = width;
        Height = height;
        int channels = card.Input.ToTensorSpec().Channels;
        InputLength = checked(width * height * channels);
        fixedSize = card.Input.Resizing is null;
        input = GC.AllocateUninitializedArray<float>(checked(batch * InputLength), pinned: true);
        outputs = [.. card.Outputs
            .Select(output => fixedSize ? GC.AllocateUninitializedArray<float>(checked(batch * output.Length), pinned: true) : [])];
        int runs = card.Input.Batch == NetworkBatch.One ? batch : 1, images = batch / runs;
        bindings = new OrtIoBinding[runs];
        inputs = new OrtValue[runs];
        for (int run = 0; run < runs; run++)
        {
            bindings[run] = session.Session.CreateIoBinding();
            long[] shape = card.Input.Layout == Imaging.TensorLayout.Nchw
                ? [images, channels, height, width]
                : [images, height, width, channels];
            inputs[run] = Value(input, run, images * InputLength, shape);
            bindings[run].BindInput(card.Input.Name, inputs[run]);
            for (int i = 0; i < outputs.Length; i++)
            {
                NetworkOutput output = card.Outputs[i];
                if (fixedSize)
                {
                    long[] sides = [.. output.Shape.Select(side => (long)side)];
                    bindings[run].BindOutput(
                        output.Name, Value(outputs[i], run, images * output.Length, output.Unbatched ? sides : [images, .. sides]));
                }
                else
                {
                    bindings[run].BindOutputToDevice(output.Name, OrtMemoryInfo.DefaultInstance);
                }
            }
        }
    }

    /// <summary>Images.</summary>
    internal int Batch { get; }

    /// <summary>Columns.</summary>
    internal int Width { get; }

    /// <summary>Rows.</summary>
    internal int Height { get; }

    /// <summary>Numbers an image.</summary>
    internal int InputLength { get; }

    internal Span<float> Input(int image) => input.AsSpan(image * InputLength, InputLength);

    internal ReadOnlySpan<float> Output(int output, int image)
    {
        int length = outputs[output].Length / Batch;
        return outputs[output].AsSpan(image * length, length);
    }

    internal void Run(SharedSession session)
    {
        if (session.Provider == ExecutionProvider.Cpu)
        {
            Run(session, onDevice: false);
        }
        else
        {
            session.FirstRuns.Run(Batch, Width, Height, () => Run(session, onDevice: true));
        }
    }

    private void Run(SharedSession session, bool onDevice)
    {
        for (int i = 0; i < bindings.Length; i++)
        {
            if (onDevice)
            {
                // Binding is what copies an input to the device's memory; the processor reads it in place.
                bindings[i].BindInput(session.Card.Input.Name, inputs[i]);
                bindings[i].SynchronizeBoundInputs();
            }

            session.Session.RunWithBinding(session.RunOptions, bindings[i]);
            if (onDevice)
            {
                bindings[i].SynchronizeBoundOutputs();
            }
        }

        if (!fixedSize)
        {
            Collect();
        }
    }

    // Outputs whose length the size of the image decides: what each binding gave, behind each other.
    private void Collect()
    {
        IDisposableReadOnlyCollection<OrtValue>[] results = [.. bindings.Select(binding => binding.GetOutputValues())];
        try
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = results.Length == 1
                    ? results[0][i].GetTensorDataAsSpan<float>().ToArray()
                    : [.. results.SelectMany(result => result[i].GetTensorDataAsSpan<float>().ToArray())];
            }
        }
        finally
        {
            Array.ForEach(results, result => result.Dispose());
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
        OrtValue value = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, MemoryMarshal.CreateFromPinnedArray(array, run * length, length), shape);
        values.Add(value);
        return value;
    }
}
