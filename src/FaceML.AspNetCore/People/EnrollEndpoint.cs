namespace FaceML.AspNetCore.People;

/// <summary><c>POST galleries/{gallery}/people/{person}/images</c>: enroll the face of an image.</summary>
internal static class EnrollEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("galleries/{gallery}/people/{person}/images", Enroll)
        .RequireScope(FaceMLScope.Enroll).AcceptsImage()
        .Produces<EnrolledJson>().Produces<EnrolledJson>(StatusCodes.Status201Created)
        .MayRefuse(
            FaceMLError.NotFound, FaceMLError.Conflict, FaceMLError.NoFace, FaceMLError.SeveralFaces, FaceMLError.LowQuality,
            FaceMLError.StoreUnavailable)
        .WithName("enroll").WithTags("People").WithSummary("Enroll the face of an image; 200 where the same image is enrolled already.");

    private static async Task<JsonHttpResult<EnrolledJson>> Enroll(
        HttpContext http, string gallery, string person, ImageRequests requests, FaceEngine engine, GalleryRegistry galleries,
        FaceMeter meter, AuditLog audit, string? name = null, string? consent = null, string? expires = null,
        string? face = null)
    {
        Gallery into = galleries.Get(gallery);
        var change = new PersonChange { Name = name, Consent = consent, Expires = QueryText.Moment("expires", expires) };
        FaceSelection selection = QueryText.Choice("face", face, FaceSelection.Only);
        ImageEnrollment done = await requests.RunAsync(http, "enroll", "image", received =>
            ImageEnroller.Prepare(
                engine.ForGalleries, PersonRoute.IdOf(person), received.Image, received.Sha256, new() { Face = selection }, change)
            .EnrollInto(into));
        meter.CountDecision("enroll", AnswerJson.Name(done.Status));
        if (!done.IsEnrolled)
        {
            throw Refusal(done);
        }

        audit.Write(http, "enroll", gallery, done.Result?.Person?.Key);
        return TypedResults.Json(
            EnrolledJson.From(done), AnswerJson.Options,
            statusCode: done.Status == ImageEnrollmentStatus.Enrolled ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static FaceMLException Refusal(ImageEnrollment done) => new(
        done.Status switch
        {
            ImageEnrollmentStatus.Duplicate => FaceMLError.Conflict,
            ImageEnrollmentStatus.LowQuality or ImageEnrollmentStatus.TooSmall => FaceMLError.LowQuality,
            ImageEnrollmentStatus.SeveralFaces => FaceMLError.SeveralFaces,
            _ => FaceMLError.NoFace,
        },
        done.Message)
    {
        Extensions = new Dictionary<string, object?>
        {
            ["reason"] = AnswerJson.Name(done.Status),
            ["person"] = done.Result?.Duplicate?.Person.Id,
        },
    };
}
