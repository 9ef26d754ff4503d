using System.Text.Json.Serialization;

namespace FaceML.AspNetCore.Requests;

/// <summary>How bodies of requests are read: camel case, nothing that is not documented, nothing missing.</summary>
internal static class RequestJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 16,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
