using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceML.Cli;

/// <summary>What the description of the API says beside its endpoints.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "FaceML";
        document.Info.Version = "v1";
        document.Info.Description =
            "Face recognition: detect, embed, verify, identify. Boxes and points are pixels of the upright image; scores decide by a "
            + "threshold that carries a promise. Problems (RFC 9457) have a stable `code`.";
        document.Servers = [];
        return Task.CompletedTask;
    }
}
