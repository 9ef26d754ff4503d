using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Networks;

/// <summary>An enumeration as one of its names in camel case, for writing; <see cref="CardReader"/> reads cards.</summary>
internal sealed class EnumNames<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"Cards are read by {nameof(CardReader)}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}
