namespace FaceML.Loading;

/// <summary>A row of <see cref="FaceDataCatalog.LoadLiveness(string, int)"/>: an image of a live face or of an attack.</summary>
internal sealed class FaceLivenessRow
{
    /// <summary>The image's file.</summary>
    public string Path { get; set; } = "";

    /// <summary>Whether it shows a live face.</summary>
    public bool Label { get; set; }

    /// <summary>The species of attack: the folder's name; empty for a live face.</summary>
    public string Species { get; set; } = "";

    /// <summary>Who is shown.</summary>
    public string Identity { get; set; } = "";
}
