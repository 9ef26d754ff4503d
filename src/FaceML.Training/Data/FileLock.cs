namespace FaceML.Training.Data;

/// <summary>
/// The right to write a file, held by one process at a time: a file beside it, with <c>.lock</c> behind its name, that is open as long as
/// the right is held. It goes with the process, however that ends. Safe to share between threads.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the right to write a file, or fails at once.</summary>
    /// <param name="path">The file that is to be written; its folder is made when it is not there.</param>
    /// <exception cref="IOException">Another process, or another run of this one, is writing it.</exception>
    public static FileLock Acquire(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path), beside = full + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        try
        {
            return new FileLock(new FileStream(
                beside, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && File.Exists(beside))
        {
            throw new IOException($"{full} is being written by another run, which holds {beside}. Wait for it, or name another file.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
