namespace FaceML.TestKit;

/// <summary>A file that somebody reads while it changes.</summary>
public static class ServedFile
{
    /// <summary>
    /// Overwrites the file. .NET's own file calls, unlike cp, refuse to write while somebody reads: this waits that instant.
    /// </summary>
    public static void Overwrite(string path, byte[] content)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                File.WriteAllBytes(path, content);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                Thread.Sleep(5);
            }
        }
    }
}
