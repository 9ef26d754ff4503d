namespace FaceML.Galleries.Tests;

/// <summary>A folder for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "faceml-" + Guid.NewGuid().ToString("N"));

    /// <summary>The path of a file in it, with the given text when there is one.</summary>
    public string File(string name, string? text = null)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (text is not null)
        {
            System.IO.File.WriteAllText(path, text);
        }

        return path;
    }

    /// <summary>A copy of a file in it.</summary>
    public string Copy(string source, string name)
    {
        string path = File(name);
        System.IO.File.Copy(source, path);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
