using FaceML.Files;

namespace FaceML.Imaging;

public sealed partial class Image
{
    /// <summary>Writes the image to a file, in the format of its extension. The file appears whole or not at all.</summary>
    /// <param name="path">Ends in .jpg, .jpeg, .png, .webp, .gif, .tif, .tiff, .avif or .bmp. An existing file is replaced.</param>
    /// <param name="options">Quality; null for <see cref="ImageEncodeOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The extension stands for no format that is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, ImageEncodeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Encode(ImageEncoder.FormatOf(path), options));
    }

    /// <summary>The image as a file's bytes.</summary>
    /// <param name="format">The file format.</param>
    /// <param name="options">Quality; null for <see cref="ImageEncodeOptions.Default"/>.</param>
    public byte[] Encode(ImageFormat format, ImageEncodeOptions? options = null) =>
        ImageEncoder.Encode(this, format, options ?? ImageEncodeOptions.Default);
}
