namespace FaceML.Serving;

/// <summary>
/// Says when a file may have a new state: created, renamed into place, or written to, and, because file systems do not tell
/// everything, when its length or time differ from the last look. Calls back on one thread at a time.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly string path;
    private readonly TimeSpan debounce, poll;
    private readonly Action changed;
    private readonly FileSystemWatcher? watcher;
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;
    private (long Length, DateTime Time) seen;

    /// <param name="path">The file; it need not exist at all times.</param>
    /// <param name="debounce">How long it must be at rest.</param>
    /// <param name="poll">How often to look besides listening.</param>
    /// <param name="changed">Called after each rest that follows a sign of change; must not throw.</param>
    public FileWatch(string path, TimeSpan debounce, TimeSpan poll, Action changed)
    {
        this.path = path;
        this.debounce = debounce;
        this.poll = poll;
        this.changed = changed;
        seen = Look();
        watcher = Listen();
        loop = Task.Run(Loop);
    }

    public void Dispose()
    {
        stop.Cancel();
        watcher?.Dispose();
        // The loop ends within one load; whoever disposes from inside the callback must not wait for itself.
        if (Task.CurrentId != loop.Id)
        {
            loop.Wait(TimeSpan.FromSeconds(10));
        }

        stop.Dispose();
        signal.Dispose();
    }

    private FileSystemWatcher? Listen()
    {
        try
        {
            var made = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path))
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            made.Created += (_, _) => Wake();
            made.Changed += (_, _) => Wake();
            made.Renamed += (_, _) => Wake();
            made.Error += (_, _) => Wake();
            made.EnableRaisingEvents = true;
            return made;
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // No watches left, or a file system without: the poll serves alone.
            return null;
        }
    }

    private void Wake()
    {
        try
        {
            signal.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake already, or gone.
        }
    }

    private async Task Loop()
    {
        try
        {
            while (true)
            {
                bool told = await signal.WaitAsync(poll, stop.Token).ConfigureAwait(false);
                if (told || Look() != seen)
                {
                    await Rest().ConfigureAwait(false);
                    changed();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task Rest()
    {
        do
        {
            seen = Look();
            await Task.Delay(debounce, stop.Token).ConfigureAwait(false);
        }
        while (Look() != seen);
    }

    // Length and time of what a link leads to, not of the link: it may stay as it is while a folder on its way is swapped.
    private (long, DateTime) Look()
    {
        try
        {
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (-1, default);
        }
    }
}
