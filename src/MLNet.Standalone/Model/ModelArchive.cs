using System.IO.Compression;
using System.Text.Json;

namespace Microsoft.ML.Data;

/// <summary>The file of a saved model: a zip with one JSON document. It is not the format of Microsoft.ML's own files.</summary>
internal static class ModelArchive
{
    private const string EntryName = "mlnet-standalone.json";
    private const int Format = 1;

    // A model of names alone is a few kilobytes; slot names and key values of large vectors are the rest.
    private const int LargestDocument = 64 << 20;

    private static readonly JsonSerializerOptions Options = new() { MaxDepth = 64, WriteIndented = true };

    public static void Write(Stream stream, ModelPart model, IReadOnlyList<SavedColumn> schema)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using Stream entry = zip.CreateEntry(EntryName).Open();
        JsonSerializer.Serialize(entry, new Document(Format, model, schema), Options);
    }

    /// <exception cref="InvalidDataException">The stream is not a model saved by this library.</exception>
    public static (ModelPart Model, IReadOnlyList<SavedColumn> Schema) Read(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        ZipArchiveEntry entry = zip.GetEntry(EntryName) ?? throw new InvalidDataException(
            $"The model has no entry '{EntryName}'. Models that Microsoft.ML's own packages saved are read by those only.");
        Document document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(Content(entry), Options);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The model's entry '{EntryName}' is damaged: {exception.Message}", exception);
        }

        if (document?.Format != Format)
        {
            throw new InvalidDataException($"The model is of format {document?.Format}; this library reads format {Format}.");
        }

        return (document.Model ?? throw new InvalidDataException("The model's file holds no model."), document.Schema);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        if (entry.Length > LargestDocument)
        {
            throw new InvalidDataException($"The model's entry '{EntryName}' has {entry.Length} bytes; {LargestDocument} are the most.");
        }

        // The length in the directory may lie: what is read is counted.
        var content = new byte[entry.Length];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (read != content.Length || stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"The model's entry '{EntryName}' is not as long as the archive says.");
        }

        return content;
    }

    private sealed record Document(int Format, ModelPart Model, IReadOnlyList<SavedColumn> Schema);
}
