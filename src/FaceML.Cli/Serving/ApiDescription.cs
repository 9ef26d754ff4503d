using FaceML.AspNetCore.Requests;
using FaceML.AspNetCore.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceML.Cli;

/// <summary>What the description of the API says beside its endpoints: what it is, and that keys come in a header.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "FaceML";
        document.Info.Version = "v1";
        document.Info.Description =
            "Face recognition: detect, embed, verify, identify. Boxes and points are pixels of the upright image; scores decide by a "
            + "threshold that carries a promise. Problems (RFC 9457) have a stable 'code'.";
        document.Servers = [];
        foreach (OpenApiOperation operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value))
        {
            operation.RequestBody?.Content?.Remove(ImageConventions.AnyType);
        }

        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["key"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = FaceMLAuthentication.KeyHeader,
                Description = "A key that 'faceml keys create' made. Not needed on the server's own machine while it has no keys.",
            },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }
}
