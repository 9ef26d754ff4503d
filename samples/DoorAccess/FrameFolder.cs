using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FaceML.Imaging;

namespace DoorAccess;

/// <summary>A folder that a camera writes its frames to.</summary>
public static class FrameFolder
{
    /// <summary>
    /// The frames that lie in the folder, by name, and then, where it is watched, those that are moved into it as they come. A frame must
    /// be there whole when it gets its name: written elsewhere, or under a name that is no image's, and then renamed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="watch">Whether to wait for more.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static async IAsyncEnumerable<string> ReadAsync(
        string folder, bool watch, [EnumeratorCancellation] CancellationToken stop = default)
    {
        // Watched before it is listed, so that no frame falls between the two.
        var arriving = Channel.CreateUnbounded<string>();
        using FileSystemWatcher? watcher = watch ? Watch(folder, arriving.Writer) : null;
        IReadOnlyList<string> there = ImageFolder.Files(folder);
        foreach (string file in there)
        {
            yield return file;
        }

        if (watch)
        {
            HashSet<string> read = [.. there];
            await foreach (string file in arriving.Reader.ReadAllAsync(stop))
            {
                if (!read.Remove(file))
                {
                    yield return file;
                }
            }
        }
    }

    private static FileSystemWatcher Watch(string folder, ChannelWriter<string> arriving)
    {
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, created) => Arrive(created.Name);
        watcher.Renamed += (_, renamed) => Arrive(renamed.Name);
        // More frames than can be told of, or the folder is gone: a door that misses frames says so and stops.
        watcher.Error += (_, error) => arriving.TryComplete(error.GetException());
        watcher.EnableRaisingEvents = true;
        return watcher;

        void Arrive(string? name)
        {
            if (name is not null && ImageFolder.IsImage(name))
            {
                arriving.TryWrite(Path.Combine(folder, name));
            }
        }
    }
}
