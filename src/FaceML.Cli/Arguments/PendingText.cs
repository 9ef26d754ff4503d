using System.Text;
using FaceML.Files;

namespace FaceML.Cli;

/// <summary>
/// A text file that appears whole or not at all (<see cref="PendingFile"/>), in a folder that is made where it is missing.
/// </summary>
internal sealed class PendingText : IDisposable
{
    private readonly PendingFile file;

    public PendingText(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        file = new PendingFile(path);
        Writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Where to write.</summary>
    public StreamWriter Writer { get; }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, string text)
    {
        using var pending = new PendingText(path);
        pending.Writer.Write(text);
        pending.Commit();
    }

    /// <summary>Closes the file and gives it its name, replacing what was there.</summary>
    public void Commit()
    {
        Writer.Flush();
        file.Commit();
    }

    public void Dispose() => file.Dispose();
}
