using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Networks;

public sealed partial record NetworkCard
{
    /// <summary>No card is longer, in bytes: a card is a page of text.</summary>
    internal const int MaxBytes = 256 * 1024;

    /// <summary>For editors: the address of the format's JSON Schema. FaceML does not read what is there.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Reads a card from JSON and checks every field.</summary>
    /// <param name="json">UTF-8 text, at most 256 KiB.</param>
    /// <param name="origin">What the text is called in errors, for example its file name.</param>
    /// <exception cref="NetworkCardException">It is not a card: no JSON, an unknown, missing or doubled field, a value out of range. The
    /// message names the field.</exception>
    public static NetworkCard Parse(ReadOnlySpan<byte> json, string origin = "card")
    {
        if (json.Length > MaxBytes)
        {
            throw new NetworkCardException(origin, $"a card has at most {MaxBytes} bytes; this one has {json.Length}");
        }

        NetworkCard? card;
        try
        {
            card = CardReader.Read((EarlierCard.Is(json) ? EarlierCard.Renamed(json) : json).ToArray(), origin);
        }
        catch (JsonException e)
        {
            throw new NetworkCardException(origin, e.Message, e);
        }

        NetworkCardRules.Check(card ?? throw new NetworkCardException(origin, "the text is null"), origin);
        return card;
    }

    /// <summary>Reads a card from a file.</summary>
    /// <param name="path">The card's path.</param>
    /// <exception cref="NetworkCardException">The file cannot be read, or is not a card.</exception>
    public static NetworkCard Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] json;
        try
        {
            using FileStream file = System.IO.File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                throw new NetworkCardException(path, $"a card has at most {MaxBytes} bytes; this file has {file.Length}");
            }

            json = new byte[(int)file.Length];
            file.ReadExactly(json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkCardException(path, e.Message, e);
        }

        return Parse(json, path);
    }

    /// <summary>The card as JSON text, as <see cref="Parse"/> reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CardJson.Default.NetworkCard);
}
