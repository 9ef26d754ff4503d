namespace FaceML.Files;

/// <summary>
/// A file that appears whole or not at all: written under a temporary name beside its target, flushed to disk and renamed by
/// <see cref="Commit"/>. Without that nothing is left behind, and the target stays as it was.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string target;
    private readonly string temporary;
    private bool committed;

    /// <summary>Makes the temporary file; the target's folder must exist.</summary>
    /// <param name="path">The target.</param>
    /// <param name="mode">Who may read and write it; null for what the process makes files with, and on Windows.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public PendingFile(string path, UnixFileMode? mode = null)
    {
        target = Path.GetFullPath(path);
        temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        Stream = new FileStream(temporary, options);
    }

    /// <summary>Where to write.</summary>
    public FileStream Stream { get; }

    /// <summary>
    /// Closes what was written, so that a disk that is full says so here. Of files that belong together each is closed before one of them
    /// is committed.
    /// </summary>
    /// <param name="flushToDisk">False for a cache whose content vouches for itself: it survives a process that is killed, and is made
    /// again where the machine fails.</param>
    public void Close(bool flushToDisk = true)
    {
        if (Stream.CanWrite)
        {
            Stream.Flush(flushToDisk);
        }

        Stream.Dispose();
    }

    /// <summary>Closes the file, flushed to disk, and gives it its name.</summary>
    /// <param name="replace">Whether a file of that name may be replaced.</param>
    /// <exception cref="IOException">The file cannot be written or renamed, or one of that name is there and may not be
    /// replaced.</exception>
    public void Commit(bool replace = true)
    {
        Close();
        File.Move(temporary, target, replace);
        committed = true;
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        finally
        {
            if (!committed)
            {
                File.Delete(temporary);
            }
        }
    }
}
