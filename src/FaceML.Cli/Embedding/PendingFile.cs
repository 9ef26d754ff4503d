using System.Text;

namespace FaceML.Cli;

/// <summary>
/// A text file that appears whole or not at all: written under a temporary name beside its target, renamed by <see cref="Commit"/>.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string target;

    private readonly string temporary;

    private bool committed;

    public PendingFile(string path)
    {
        target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        Text = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Where to write.</summary>
    public StreamWriter Text { get; }

    /// <summary>Closes the file and gives it its name, replacing what was there.</summary>
    public void Commit()
    {
        Text.Dispose();
        File.Move(temporary, target, overwrite: true);
        committed = true;
    }

    public void Dispose()
    {
        Text.Dispose();
        if (!committed)
        {
            File.Delete(temporary);
        }
    }
}
