using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FaceML.AspNetCore.Detection;
using FaceML.AspNetCore.Embedding;
using FaceML.AspNetCore.Models;
using FaceML.AspNetCore.People;
using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Erasure;
using FaceML.Galleries.Stores;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceML.AspNetCore.Description;

/// <summary>
/// FaceML's schemas in the description that a host makes: named after what they are, with numbers that are numbers and without what is
/// never sent, whatever the host's own JSON settings are. A host's own schemas stay as they are.
/// </summary>
internal sealed class ApiSchemas : IOpenApiDocumentTransformer
{
    private static readonly string[] Decisions = [.. Enum.GetValues<MatchDecision>().Select(AnswerJson.Name)];

    // The schema's name, what it is, and the values of its texts that come from a list.
    private static readonly Dictionary<Type, ApiSchema> Known = new()
    {
        [typeof(DetectedJson)] = new("DetectedFaces", "The faces of an image, in pixels of the upright image."),
        [typeof(FaceJson)] = new("DetectedFace", "A face."),
        [typeof(FacePointsJson)] = new("FacePoints", "The five points as [x, y]; left and right are the image's."),
        [typeof(EmbeddedJson)] = new("EmbeddedFaces", "The faces of an image with their embeddings."),
        [typeof(EmbeddedFaceJson)] = new("EmbeddedFace", "A face with its embedding."),
        [typeof(RecipeJson)] = new(
            "EmbeddingRecipe", "What makes embeddings; those of different fingerprints cannot be compared."),
        [typeof(QualityJson)] = new(
            "FaceQuality", "How well a face can be recognized: the score, 0 to 100, what was measured, and what most likely lowers it."),
        [typeof(VerificationJson)] = new(
            "FaceVerification", "Two images and what was decided about them; without a decision where there is no score.")
        { Values = { ["decision"] = Decisions } },
        [typeof(ProbeJson)] = new("VerifiedImage", "One of the two images of a verification.")
        { Values = { ["status"] = [.. Enum.GetValues<FaceStatus>().Select(AnswerJson.Name)] } },
        [typeof(ModelJson)] = new("ServedModel", "What decides: the preset, or a saved pipeline.")
        { Values = { ["kind"] = ["preset", "pipeline"] } },
        [typeof(GalleryJson)] = new("FaceGallery", "A gallery; the threshold is the one for its size now."),
        [typeof(GalleryEndpoints.NewGallery)] = new("NewGallery", "The gallery to make."),
        [typeof(AuditEntryJson)] = new(
            "GalleryLogEntry", "An entry of a gallery's audit log: what was done, to which key, never to whom.")
        { Values = { ["action"] = [.. Enum.GetValues<AuditAction>().Select(AnswerJson.Name)] } },
        [typeof(IdentificationJson)] = new("FaceIdentification", "The faces of an image and who they are."),
        [typeof(IdentifiedJson)] = new("IdentifiedFace", "A face and who it is, with the people that are most like it.")
        { Values = { ["decision"] = ["identified", "unknown", "undecided", "notRecognizable"] } },
        [typeof(CandidateJson)] = new("IdentifiedCandidate", "A person that a search found.") { Values = { ["decision"] = Decisions } },
        [typeof(PeopleJson)] = new("PeoplePage", "Some people of a gallery, by id; `next` is where the next ones begin."),
        [typeof(PersonJson)] = new("EnrolledPerson", "A person of a gallery."),
        [typeof(TemplateJson)] = new("EnrolledTemplate", "A template of a person, without its embedding."),
        [typeof(PeopleEndpoints.PersonUpdate)] = new(
            "PersonChange", "What to change: the id alone, or the rest. What is left out stays; an empty text takes it away."),
        [typeof(PeopleEndpoints.MergeRequest)] = new("PersonMerge", "The entry whose templates the person gets."),
        [typeof(EnrolledJson)] = new("FaceEnrollment", "What came of an image to enroll.")
        {
            Values =
            {
                ["status"] =
                    [AnswerJson.Name(ImageEnrollmentStatus.Enrolled), AnswerJson.Name(ImageEnrollmentStatus.AlreadyEnrolled)],
            },
        },
        [typeof(VerifiedPersonJson)] = new("PersonVerification", "Whether an image shows a person of a gallery.")
        { Values = { ["decision"] = Decisions } },
        [typeof(ErasureReceipt)] = new(
            "ErasureReceipt", "The signed statement that a person was removed and left no trace. It holds no biometric content."),
        [typeof(ProblemJson)] = new("FaceProblem", "A problem (RFC 9457) with a stable code.")
        { Values = { ["code"] = [.. Enum.GetValues<FaceMLError>().Select(AnswerJson.Name)] } },
        [typeof(ImageBody)] = new("ImageBody", "An image file in base64, or as a data URL."),
        [typeof(PairBody)] = new("PairBody", "Two image files in base64, or as data URLs."),
    };

    private static readonly Dictionary<string, ApiSchema> ByName = Known.Values.ToDictionary(known => known.Name, StringComparer.Ordinal);

    /// <summary>Describes FaceML's part of a document.</summary>
    public static void AddTo(OpenApiOptions options)
    {
        Func<JsonTypeInfo, string?> others = options.CreateSchemaReferenceId;
        options.CreateSchemaReferenceId = type =>
            (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(JsonElement) ? null // anything: no name helps
            : Known.TryGetValue(type.Type, out ApiSchema? known) ? known.Name
            : others(type);
        options.AddOperationTransformer<ApiOperations>();
        options.AddDocumentTransformer<ApiSchemas>();
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach ((string name, IOpenApiSchema schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (ByName.TryGetValue(name, out ApiSchema? known) && schema is OpenApiSchema own)
            {
                Mend(own, known);
            }
        }

        return Task.CompletedTask;
    }

    private static void Mend(OpenApiSchema schema, ApiSchema known)
    {
        schema.Description = known.Description;
        schema.Properties?.Remove("file"); // the tool's answers have it
        foreach ((string name, IOpenApiSchema property) in schema.Properties?.ToArray() ?? [])
        {
            bool isOptional = IsNullable(property);
            schema.Properties![name] = Mended(name, property, known);
            if (isOptional)
            {
                schema.Required?.Remove(name); // left out where there is nothing to say
            }
        }

        schema.Required?.IntersectWith(schema.Properties?.Keys ?? []);
    }

    private static bool IsNullable(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true
        || schema.OneOf?.Any(option => option.Type == JsonSchemaType.Null) == true;

    private static IOpenApiSchema Mended(string name, IOpenApiSchema property, ApiSchema known)
    {
        if (name == "attributes")
        {
            return new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Whatever the host keeps about the person." };
        }

        if (property.OneOf?.OfType<OpenApiSchemaReference>().SingleOrDefault() is { } only)
        {
            return only;
        }

        if (property is OpenApiSchema own)
        {
            Plain(own);
            own.Description = ApiSchema.Properties.GetValueOrDefault(name);
            own.Enum = known.Values.TryGetValue(name, out string[]? values) ? [.. values.Select(value => (JsonNode)value)] : null;
        }

        return property;
    }

    // A number is a number, also where the host's settings would take texts for numbers; and it is there, or left out.
    private static void Plain(OpenApiSchema schema)
    {
        JsonSchemaType type = (schema.Type ?? 0) & ~JsonSchemaType.Null;
        if ((type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            (type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        }

        schema.Type = type == 0 ? null : type;
        if (schema.Items is OpenApiSchema items)
        {
            Plain(items);
        }
    }
}
