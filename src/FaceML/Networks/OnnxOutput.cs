using FaceML.Rows;
using FaceML.Vision;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>The rows of a block that come out of one output of an ONNX file.</summary>
internal abstract class OnnxOutput
{
    /// <summary>Takes the results of consecutive slots out of a run's tensor.</summary>
    public abstract void Take(OrtValue tensor, int from, int count);

    public abstract Delegate CreateGetter(Slot slot);

    public static OnnxOutput Create(OnnxPort port, string network, int capacity) => port.ItemType.RawType switch
    {
        var t when t == typeof(float) => new Of<float>(port, network, capacity),
        var t when t == typeof(double) => new Of<double>(port, network, capacity),
        var t when t == typeof(int) => new Of<int>(port, network, capacity),
        var t when t == typeof(long) => new Of<long>(port, network, capacity),
        var t when t == typeof(byte) => new Of<byte>(port, network, capacity),
        _ => new Of<bool>(port, network, capacity),
    };

    private sealed class Of<T>(OnnxPort port, string network, int capacity) : OnnxOutput
        where T : unmanaged
    {
        private readonly T[][] rows = new T[capacity][];

        public override void Take(OrtValue tensor, int from, int count)
        {
            ReadOnlySpan<T> values = tensor.GetTensorDataAsSpan<T>();
            if (values.Length % count != 0 || port.IsFixed && values.Length != count * port.RowLength)
            {
                throw new NetworkException(network, $"output '{port.Name}' gave {values.Length} numbers for {count} rows");
            }

            int length = values.Length / count;
            for (int i = 0; i < count; i++)
            {
                rows[from + i] = values.Slice(i * length, length).ToArray();
            }
        }

        public override Delegate CreateGetter(Slot slot) => SlotGetter.OfVector(rows, slot);
    }
}
