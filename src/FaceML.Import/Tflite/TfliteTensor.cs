namespace FaceML.Import.Tflite;

/// <summary>A tensor of the file: its declared shape, and its data where it is a constant.</summary>
internal sealed record TfliteTensor(int Index, string Name, int[] Shape, TfliteType Type, ReadOnlyMemory<byte> Data, float[] Scales,
    long[] ZeroPoints, int QuantizedDimension)
{
    public bool IsConstant => Data.Length > 0;

    public int Rank => Shape.Length;

    public override string ToString() => $"tensor #{Index} '{Name}' ({Type} {(Rank == 0 ? "scalar" : string.Join('×', Shape))})";
}
