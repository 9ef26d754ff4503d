namespace FaceML.Import;

internal static class InputFile
{
    /// <summary>Reads a whole file of at most this size.</summary>
    public static byte[] Read(string path, long limit)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > limit)
        {
            throw new ImportException($"{Path.GetFileName(path)} has {file.Length} bytes; the limit is {limit}.");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
