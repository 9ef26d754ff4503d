namespace FaceML.Imaging;

/// <summary>Why an image was not accepted.</summary>
public enum ImageFormatError
{
    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>The path names a folder or a device.</summary>
    NotAFile,

    /// <summary>The bytes are of no image format that is known.</summary>
    UnknownFormat,

    /// <summary>The format is known, and deliberately not read: SVG, PDF, ICO, …</summary>
    UnsupportedFormat,

    /// <summary>More bytes than <see cref="ImageDecodeOptions.MaximumBytes"/>.</summary>
    TooManyBytes,

    /// <summary>More pixels than <see cref="ImageDecodeOptions.MaximumPixels"/>.</summary>
    TooManyPixels,

    /// <summary>The image has fewer frames than <see cref="ImageDecodeOptions.Frame"/> asks for.</summary>
    NoSuchFrame,

    /// <summary>The bytes begin like an image but are truncated or corrupted.</summary>
    Unreadable,
}
