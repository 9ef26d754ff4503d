using System.Text;
using FaceML.Files;

namespace FaceML.Networks;

/// <summary>Writes a network that was made here: its ONNX file, and the card beside it as <c>.json</c>.</summary>
internal static class NetworkWriter
{
    /// <summary>Writes both to temporary names first. The card is renamed last: a file without one is ignored.</summary>
    /// <param name="card">The card; it gets the file's name.</param>
    /// <param name="content">The ONNX file.</param>
    /// <param name="path">Where to, ending in <c>.onnx</c>.</param>
    /// <param name="replace">Whether files that are there may be replaced.</param>
    /// <exception cref="ArgumentException">The file's name is not one that a card can carry.</exception>
    /// <exception cref="IOException">One of the two is there and may not be replaced, or they cannot be written.</exception>
    public static void Write(NetworkCard card, ReadOnlySpan<byte> content, string path, bool replace)
    {
        string full = Path.GetFullPath(path), cardPath = Path.ChangeExtension(full, ".json");
        byte[] text = Encoding.UTF8.GetBytes((card with { File = Path.GetFileName(full) }).ToJson());
        try
        {
            NetworkCard.Parse(text, full);
        }
        catch (NetworkCardException e)
        {
            throw new ArgumentException($"The network cannot be written as {path}: {e.Message}", nameof(path), e);
        }

        if (!replace && ((string[])[full, cardPath]).FirstOrDefault(File.Exists) is { } there)
        {
            throw new IOException($"{there} must not exist yet; remove it or name another file.");
        }

        using PendingFile network = new(full), described = new(cardPath);
        network.Stream.Write(content);
        network.Close();
        described.Stream.Write(text);
        described.Close();
        network.Commit(replace);
        described.Commit(replace);
    }
}
