namespace FaceML.Training.Data;

/// <summary>Files that are there whole or not at all: written under a temporary name, flushed, renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; on any failure the old one stays as it was and nothing is left behind.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
