using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML;

/// <summary>What embedding and verification pipelines have in common.</summary>
public class FacePipelineOptions
{
    /// <summary>The folder that relative paths start from while fitting. The default value is null: the current folder. Not saved.</summary>
    public string? Folder { get; set; }

    /// <summary>Limits and wishes of decoding. The default value is <see cref="ImageDecodeOptions.Default"/>.</summary>
    public ImageDecodeOptions Decoding { get; set; } = ImageDecodeOptions.Default;

    /// <summary>Whether a picture that cannot be read is a row with status <see cref="FaceStatus.NoImage"/> instead of an error. The default value is <see langword="false"/>.</summary>
    public bool SkipUnreadable { get; set; }

    /// <summary>Which face of a picture is meant. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; set; } = FaceSelection.Largest;

    /// <summary>The networks, and how each is used. The default value is that of <see cref="FaceRecognizerOptions"/>.</summary>
    public FaceRecognizerOptions Recognition { get; set; } = new();

    /// <summary>Where networks are looked up. The default value is null: <see cref="NetworkCatalog.Default"/>.</summary>
    public NetworkCatalog? Catalog { get; set; }
}
