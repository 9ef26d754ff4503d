namespace FaceML.Imaging;

/// <summary>The file formats that are read and written. Everything else is refused by name.</summary>
public enum ImageFormat
{
    /// <summary>JPEG, baseline and progressive.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP, lossy and lossless.</summary>
    WebP,

    /// <summary>GIF; of an animation, one frame.</summary>
    Gif,

    /// <summary>TIFF; of several pages, one.</summary>
    Tiff,

    /// <summary>AVIF: AV1 in a HEIF container.</summary>
    Avif,

    /// <summary>BMP: uncompressed, with bit fields or run lengths.</summary>
    Bmp,
}
