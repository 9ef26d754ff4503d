namespace FaceML.TestKit;

/// <summary>A new folder for one test; deleted with all that lies in it when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("faceml-").FullName;

    /// <summary>The names of the files directly in the folder, in ordinal order.</summary>
    public IEnumerable<string> Files => new DirectoryInfo(Path).EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    /// <summary>A path in the folder; nothing is created.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The path of a file in the folder, below folders that exist; the file is written when there is a text.</summary>
    public string File(string name, string? text = null)
    {
        string path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (text is not null)
        {
            System.IO.File.WriteAllText(path, text);
        }

        return path;
    }

    /// <summary>A copy of a file in the folder.</summary>
    public string Copy(string source, string name)
    {
        string path = File(name);
        System.IO.File.Copy(source, path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
