namespace FaceML.Loading;

/// <summary>
/// A row of <see cref="FaceDataCatalog.LoadBin(string)"/>: the columns of <see cref="FacePairRow"/> with encoded images, which are read
/// when their column is.
/// </summary>
internal sealed class FaceBytesPairRow
{
    private Func<byte[]> read1 = () => [], read2 = () => [];

    /// <summary>The bytes of the one image.</summary>
    [ColumnName("Path1"), VectorType]
    public byte[] Bytes1
    {
        get => read1();
        set => read1 = () => value;
    }

    /// <summary>The bytes of the other.</summary>
    [ColumnName("Path2"), VectorType]
    public byte[] Bytes2
    {
        get => read2();
        set => read2 = () => value;
    }

    /// <summary>Whether both show the same person.</summary>
    public bool Label { get; set; }

    /// <summary>The person in the one image: unknown.</summary>
    public string Identity1 { get; set; } = "";

    /// <summary>The person in the other: unknown.</summary>
    public string Identity2 { get; set; } = "";

    /// <summary>The fold, from 0.</summary>
    public int Fold { get; set; }

    /// <summary>A row of images that are read later.</summary>
    public static FaceBytesPairRow Of(Func<string, byte[]> read, string first, string second, bool isGenuine = false, int fold = 0) =>
        new() { read1 = () => read(first), read2 = () => read(second), Label = isGenuine, Fold = fold };
}
