using FaceML.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>The rows of a block that go into one input of an ONNX file.</summary>
internal abstract class OnnxInput
{
    public abstract void Read(int slot);

    /// <summary>The tensor of some consecutive slots. Dispose it after the run.</summary>
    public abstract OrtValue Tensor(int from, int count);

    public static OnnxInput Create(DataViewRow input, DataViewSchema.Column column, OnnxPort port, string network, int capacity) => port.ItemType.RawType switch
    {
        var t when t == typeof(float) => new Of<float>(input, column, port, network, capacity),
        var t when t == typeof(double) => new Of<double>(input, column, port, network, capacity),
        var t when t == typeof(int) => new Of<int>(input, column, port, network, capacity),
        var t when t == typeof(long) => new Of<long>(input, column, port, network, capacity),
        var t when t == typeof(byte) => new Of<byte>(input, column, port, network, capacity),
        _ => new Of<bool>(input, column, port, network, capacity),
    };

    private sealed class Of<T>(DataViewRow input, DataViewSchema.Column column, OnnxPort port, string network, int capacity) : OnnxInput
        where T : unmanaged
    {
        private readonly ValueGetter<VBuffer<T>> get = input.GetGetter<VBuffer<T>>(column);
        private T[] values = new T[port.IsFixed ? checked(capacity * port.RowLength) : 0];
        private VBuffer<T> row;

        public override void Read(int slot)
        {
            get(ref row);
            if (port.IsFixed && row.Length != port.RowLength)
            {
                throw new InvalidOperationException($"{FaceOnnxTransformer.Stage}: column '{column.Name}' has a row of {row.Length} numbers; input '{port.Name}' of {network} takes {port.RowLength}.");
            }

            if (!port.IsFixed)
            {
                // One row at a time: such a file is never run on several.
                Array.Resize(ref values, row.Length);
            }

            row.CopyTo(values.AsSpan(slot * row.Length, row.Length));
        }

        public override OrtValue Tensor(int from, int count)
        {
            int length = port.IsFixed ? port.RowLength : values.Length;
            return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(from * length, count * length), port.Shape(count, length, network));
        }
    }
}
