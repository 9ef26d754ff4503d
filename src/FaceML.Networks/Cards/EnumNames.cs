using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceML.Networks;

/// <summary>An enumeration as one of its names in camel case, for writing; <see cref="CardReader"/> reads cards.</summary>
internal sealed class EnumNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
