using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Networks;

/// <summary>
/// An enumeration as one of its names in camel case. The framework's own converter also takes lists ("nchw, nhwc") and other casings.
/// </summary>
internal sealed class EnumNames<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>()
        .ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out T value)
            ? value
            : throw new JsonException($"One of {string.Join(", ", Values.Keys.Select(name => $"\"{name}\""))} is expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}
