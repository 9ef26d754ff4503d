using System.Text.Encodings.Web;
using System.Text.Json;

namespace FaceML.Saving;

/// <summary>How JSON is written and read in saved pipelines.</summary>
internal static class PipelineJson
{
    public static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // The files are read by people and by FaceML, never pasted into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Parses an entry; the result lives on its own.</summary>
    /// <exception cref="SavedPipelineException">It is not JSON.</exception>
    public static JsonElement Parse(string path, string entry, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, path, $"entry '{entry}' is not JSON: {e.Message}", e);
        }
    }
}
