namespace FaceML;

/// <summary>What an embedding pipeline says of an image.</summary>
public sealed class FaceVector
{
    /// <summary>The face's vector of length 1; all NaN when the image shows no usable face.</summary>
    public float[] Embedding { get; set; } = [];

    /// <summary>The column behind <see cref="Status"/>: the name of a <see cref="FaceStatus"/>.</summary>
    [ColumnName("Status")]
    public string StatusName { get; set; } = nameof(FaceStatus.Found);

    /// <summary>What came of looking for a face.</summary>
    [NoColumn]
    public FaceStatus Status => Enum.Parse<FaceStatus>(StatusName);
}
