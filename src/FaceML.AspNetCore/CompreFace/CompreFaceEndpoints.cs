using FaceML.AspNetCore.CompreFace;

namespace FaceML.AspNetCore;

/// <summary>The endpoints that CompreFace's clients call.</summary>
public static class CompreFaceEndpoints
{
    /// <summary>
    /// Maps the REST interface of CompreFace, so that its clients work unchanged: subjects and their examples, recognition, detection and
    /// verification. A key is for the subjects of one gallery (<see cref="CompreFaceOptions"/>). docs/compreface.md says what differs.
    /// </summary>
    /// <param name="endpoints">The application, with <see cref="FaceMLServices.AddFaceML"/> among its services.</param>
    /// <param name="prefix">Where the interface begins.</param>
    /// <returns>All endpoints, for conventions of the host's own.</returns>
    public static RouteGroupBuilder MapCompreFace(this IEndpointRouteBuilder endpoints, string prefix = "/api/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RouteGroupBuilder group = endpoints.MapFaceMLGroup(prefix);
        group.WithMetadata(new CompreFaceRefusals(), new ExcludeFromDescriptionAttribute()).DisableAntiforgery();
        SubjectEndpoints.Map(group);
        ExampleEndpoints.Map(group);
        RecognitionEndpoints.Map(group);
        DetectionEndpoint.Map(group);
        VerificationEndpoint.Map(group);
        EmbeddingEndpoints.Map(group);
        StoredImageEndpoints.Map(group);
        return group;
    }
}
