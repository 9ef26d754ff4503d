using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceML.TestKit;

/// <summary>A description of an API (OpenAPI) as a text that can be compared between hosts.</summary>
public static class OpenApiText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document without what each host says of itself: its title, its text, its address; tags by name.</summary>
    public static string Of(JsonObject document)
    {
        JsonObject text = document.DeepClone().AsObject();
        text.Remove("servers");
        text["info"] = new JsonObject { ["title"] = "FaceML", ["version"] = "v1" };
        string[] tags = [.. text["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(operation => operation.Value!["tags"]!.AsArray()).Select(tag => tag!.GetValue<string>()).Distinct()];
        text["tags"] = new JsonArray([.. tags.Order(StringComparer.Ordinal).Select(tag => (JsonNode)new JsonObject { ["name"] = tag })]);
        return text.ToJsonString(Indented);
    }
}
