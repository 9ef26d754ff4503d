using Microsoft.ML.Transforms.Image;

namespace FaceML.Saving;

/// <summary>One row of fixed values, the same on every machine, for columns of ML.NET's own types.</summary>
internal sealed class SyntheticRow(DataViewSchema schema) : DataViewRow
{
    private static readonly Dictionary<Type, Delegate> Scalars = new()
    {
        [typeof(float)] = (ValueGetter<float>)((ref float value) => value = Wave(0)),
        [typeof(double)] = (ValueGetter<double>)((ref double value) => value = Wave(0)),
        [typeof(bool)] = (ValueGetter<bool>)((ref bool value) => value = true),
        [typeof(byte)] = (ValueGetter<byte>)((ref byte value) => value = 1),
        [typeof(ushort)] = (ValueGetter<ushort>)((ref ushort value) => value = 1),
        [typeof(uint)] = (ValueGetter<uint>)((ref uint value) => value = 1),
        [typeof(ulong)] = (ValueGetter<ulong>)((ref ulong value) => value = 1),
        [typeof(int)] = (ValueGetter<int>)((ref int value) => value = 1),
        [typeof(long)] = (ValueGetter<long>)((ref long value) => value = 1),
        [typeof(ReadOnlyMemory<char>)] =
            (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = "synthetic".AsMemory()),
    };

    public override DataViewSchema Schema => schema;

    public override long Position => 0;

    public override long Batch => 0;

    public static bool CanFill(DataViewType type) => type switch
    {
        VectorDataViewType vector => vector.IsKnownSize && vector.RawType is { } raw
            && (raw == typeof(VBuffer<float>) || raw == typeof(VBuffer<double>) || raw == typeof(VBuffer<byte>)),
        ImageDataViewType => true,
        _ => Scalars.ContainsKey(type.RawType),
    };

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = default;

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Getter(schema[column.Index].Type) as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' does not hold {typeof(TValue)}.");

    private static Delegate Getter(DataViewType type) => type switch
    {
        VectorDataViewType vector when vector.RawType == typeof(VBuffer<float>) => Vector(vector.Size, Wave),
        VectorDataViewType vector when vector.RawType == typeof(VBuffer<double>) => Vector(vector.Size, i => (double)Wave(i)),
        VectorDataViewType vector => Vector(vector.Size, i => (byte)(i * 37)),
        ImageDataViewType image => (ValueGetter<MLImage>)((ref MLImage value) => value = TestImage(image)),
        _ => Scalars[type.RawType],
    };

    private static ValueGetter<VBuffer<T>> Vector<T>(int size, Func<int, T> value) =>
        (ref VBuffer<T> vector) => vector = new VBuffer<T>(size, [.. Enumerable.Range(0, size).Select(value)]);

    private static float Wave(int i) => ((i * 37 % 101) - 50) / 64f;

    private static MLImage TestImage(ImageDataViewType type)
    {
        Imaging.Image probe = NetworkProbe.TestImage();
        if (type is { Width: > 0, Height: > 0 })
        {
            probe = probe.Resize(type.Width, type.Height);
        }

        byte[] pixels = new byte[probe.Width * probe.Height * 4];
        for (int i = 0, j = 0; i < pixels.Length; i += 4, j += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) =
                (probe.Pixels[j + 2], probe.Pixels[j + 1], probe.Pixels[j], 255);
        }

        return MLImage.CreateFromPixels(probe.Width, probe.Height, MLPixelFormat.Bgra32, pixels);
    }
}
