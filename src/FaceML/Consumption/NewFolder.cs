namespace FaceML.Consumption;

/// <summary>A folder that is there with all its files or not at all.</summary>
internal static class NewFolder
{
    /// <summary>Makes a folder: written beside under a temporary name and renamed; into an empty one that exists, moved.</summary>
    /// <param name="folder">The folder; it must not exist, or be empty.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    /// <exception cref="IOException">The folder holds something, or is a file.</exception>
    public static void Write(string folder, Action<string> write)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        if (File.Exists(folder))
        {
            throw new IOException($"{folder} must be a folder; it is a file.");
        }

        bool exists = Directory.Exists(folder);
        if (exists && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault() is { } entry)
        {
            throw new IOException($"{folder} must be empty or not exist; it holds {Path.GetFileName(entry)}.");
        }

        // Inside an empty folder: somebody's shell may be in it, so it stays the same folder.
        string temporary = exists ? Path.Combine(folder, $".{Guid.NewGuid():N}.tmp") : $"{folder}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(temporary);
        List<string> moved = [];
        try
        {
            write(temporary);
            if (!exists)
            {
                Directory.Move(temporary, folder);
                return;
            }

            foreach (string file in Directory.GetFiles(temporary))
            {
                string target = Path.Combine(folder, Path.GetFileName(file));
                File.Move(file, target);
                moved.Add(target);
            }

            Directory.Delete(temporary);
        }
        catch
        {
            moved.ForEach(File.Delete);
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
