namespace FaceML.Loading;

/// <summary>A row of <see cref="FaceDataCatalog.LoadFolders(string)"/>: an image and the person whose folder it lies in.</summary>
internal sealed class FaceImageRow
{
    /// <summary>The image's file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The person: the folder's name.</summary>
    public string Identity { get; set; } = "";
}
