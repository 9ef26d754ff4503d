namespace FaceML.AspNetCore.Description;

/// <summary>The problems that an endpoint may answer with, for the description of the API.</summary>
internal sealed record Refusals(IReadOnlyList<FaceMLError> Errors);

/// <summary>A problem (RFC 9457), as the API answers it.</summary>
/// <param name="Type">A URN with the code.</param>
/// <param name="Title">What the code means.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request, and the way out.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Reason">Of an enrollment: why there is none.</param>
/// <param name="Person">Of an enrollment: as whom the face is enrolled already.</param>
internal sealed record ProblemJson(
    string Type, string Title, int Status, string Detail, string Code, string? Reason, string? Person);

/// <summary>How endpoints say what they refuse.</summary>
internal static class RefusalConventions
{
    /// <summary>Says that an endpoint, or each of a group, may answer with these problems.</summary>
    public static TBuilder MayRefuse<TBuilder>(this TBuilder endpoint, params FaceMLError[] errors)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(
            [
                new Refusals(errors),
                .. errors.Select(FaceProblem.StatusOf).Distinct()
                    .Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemJson), [FaceProblem.ContentType])),
            ]);
}
