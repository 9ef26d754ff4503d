using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceML.Networks;

/// <summary>
/// Cards written before fields were spelled the American way (<c>licence</c>, <c>standardise</c>, <c>grey</c>): they lie in users'
/// folders and in saved pipelines, and are read as if they had been written today.
/// </summary>
internal static class EarlierCard
{
    /// <summary>Whether the text is such a card. Every card has a license, so its name tells.</summary>
    public static bool Is(ReadOnlySpan<byte> json) => json.IndexOf("\"licence\""u8) >= 0;

    /// <summary>The card in today's words; the text as it is when it is no JSON object, so that reading names what is wrong.</summary>
    public static ReadOnlySpan<byte> Renamed(ReadOnlySpan<byte> json)
    {
        JsonObject? card;
        try
        {
            card = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return json;
        }

        if (card is null || card.ContainsKey("license"))
        {
            return json;
        }

        Rename(card, "licence", "license");
        foreach (JsonObject input in (card["inputs"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            Rename(input, "standardise", "standardize");
            if (input["order"] is JsonValue order && order.TryGetValue(out string? name) && name == "grey")
            {
                input["order"] = "gray";
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(card);
    }

    private static void Rename(JsonObject fields, string from, string to)
    {
        if (fields.Remove(from, out JsonNode? value) && !fields.ContainsKey(to))
        {
            fields[to] = value;
        }
    }
}
