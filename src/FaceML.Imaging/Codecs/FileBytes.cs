namespace FaceML.Imaging;

/// <summary>Reads files and streams up to the limit and no further.</summary>
internal static class FileBytes
{
    public static RentedBytes Read(string path, ImageDecodeOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new ImageFormatException(ImageFormatError.NotAFile, path, "it is a folder, an image file was expected");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such image file.", path);
        }

        using FileStream stream =
            new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return Read(stream, options, path, CancellationToken.None);
    }

    public static RentedBytes Read(Stream stream, ImageDecodeOptions options, string? name, CancellationToken cancellation)
    {
        long announced = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        ImageDecoder.CheckBytes(announced, options, name);
        // One byte more than announced, so that the end is seen without growing.
        RentedBytes bytes = new((int)Math.Min(Math.Max(announced + 1, 64 << 10), Array.MaxLength));
        try
        {
            for (; ; )
            {
                cancellation.ThrowIfCancellationRequested();
                int count = stream.Read(bytes.Free);
                if (count == 0)
                {
                    return bytes;
                }

                bytes.Length += count;
                ImageDecoder.CheckBytes(bytes.Length, options, name);
                if (bytes.Free.IsEmpty)
                {
                    bytes.Grow();
                }
            }
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
