using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceML.AspNetCore.Description;

/// <summary>
/// FaceML's operations in the description that a host makes: in which ways images are sent, what each problem's codes are, what the values
/// of an address mean, and which key is needed. A host's own operations stay as they are.
/// </summary>
internal sealed class ApiOperations : IOpenApiOperationTransformer
{
    private const string Key = "FaceMLKey", Token = "FaceMLToken";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (context.Document is { } document && metadata.OfType<FaceMLScope>().Cast<FaceMLScope?>().FirstOrDefault() is { } scope)
        {
            Secure(operation, document, scope);
            DescribeParameters(operation);
            DescribeBody(operation, document);
            DescribeProblems(operation, [.. metadata.OfType<Refusals>().SelectMany(refusals => refusals.Errors).Distinct()]);
        }

        return Task.CompletedTask;
    }

    private static void Secure(OpenApiOperation operation, OpenApiDocument document, FaceMLScope scope)
    {
        bool inGallery = operation.Parameters?.Any(parameter => parameter.Name == ScopeRequirement.GalleryRoute) == true;
        operation.Description =
            $"Needs the scope `{AnswerJson.Name(scope)}`{(inGallery ? " in this gallery" : "")}; the scope `admin` allows everything.";
        document.AddComponent<IOpenApiSecurityScheme>(Key, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = FaceMLAuthentication.KeyHeader,
            Description = "A key that `faceml keys create` made. Not needed on the server's own machine while it has no keys.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The same key as a bearer token; a JSON Web Token where the host accepts those.",
        });
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] },
        ];
    }

    private static void DescribeParameters(OpenApiOperation operation)
    {
        foreach (OpenApiParameter parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            ApiParameter known = ApiParameter.Of(parameter.Name!);
            (parameter.Description, parameter.Schema) = (known.Description, known.Schema());
        }
    }

    private static void DescribeBody(OpenApiOperation operation, OpenApiDocument document)
    {
        IDictionary<string, OpenApiMediaType>? contents = operation.RequestBody?.Content;
        contents?.Remove(ImageConventions.AnyType);
        foreach ((string type, OpenApiMediaType content) in contents ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (type == ImageConventions.Form)
            {
                bool isPair = (content.Schema as OpenApiSchemaReference)?.Reference.Id == nameof(PairBody);
                content.Schema = FormOf(document, isPair ? "PairForm" : "ImageForm", isPair ? ["a", "b"] : ["image"]);
            }
            else if (type != ImageConventions.Json)
            {
                content.Schema = File();
            }
        }
    }

    private static OpenApiSchemaReference FormOf(OpenApiDocument document, string name, string[] fields)
    {
        document.AddComponent<IOpenApiSchema>(name, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Image files as fields of a form.",
            Required = fields.ToHashSet(StringComparer.Ordinal),
            Properties = fields.ToDictionary(field => field, IOpenApiSchema (_) => File(), StringComparer.Ordinal),
        });
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema File() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static void DescribeProblems(OpenApiOperation operation, FaceMLError[] errors)
    {
        OpenApiResponses sorted = [];
        foreach ((string status, IOpenApiResponse response) in operation.Responses!.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            sorted[status] = response;
            FaceMLError[] ofStatus =
                [.. errors.Where(error => FaceProblem.StatusOf(error).ToString(CultureInfo.InvariantCulture) == status)];
            if (ofStatus.Length > 0 && response is OpenApiResponse refused)
            {
                refused.Description =
                    string.Join(" ", ofStatus.Select(error => $"{FaceProblem.TitleOf(error)}: `{AnswerJson.Name(error)}`."));
                if (status is "429" or "503")
                {
                    refused.Headers = new Dictionary<string, IOpenApiHeader>
                    {
                        ["Retry-After"] = new OpenApiHeader
                        {
                            Description = "Seconds after which to try again, where that helps.",
                            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        },
                    };
                }
            }
        }

        operation.Responses = sorted;
    }
}
