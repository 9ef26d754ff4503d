namespace FaceML.Loading;

/// <summary>A row of <see cref="FaceDataCatalog.LoadPairs(string, string)"/>: two images and whether they show the same person.</summary>
internal sealed class FacePairRow
{
    /// <summary>The file of the one image.</summary>
    public string Path1 { get; set; } = "";

    /// <summary>The file of the other.</summary>
    public string Path2 { get; set; } = "";

    /// <summary>Whether both show the same person.</summary>
    public bool Label { get; set; }

    /// <summary>The person in the one image; empty when the file does not say.</summary>
    public string Identity1 { get; set; } = "";

    /// <summary>The person in the other.</summary>
    public string Identity2 { get; set; } = "";

    /// <summary>The fold, from 0; 0 when there are none.</summary>
    public int Fold { get; set; }
}
