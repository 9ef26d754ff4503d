namespace FaceML.AspNetCore.People;

/// <summary><c>POST galleries/{gallery}/people/{person}/verify</c>: whether an image shows a person.</summary>
internal static class VerifyPersonEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("galleries/{gallery}/people/{person}/verify", Verify)
        .RequireScope(FaceMLScope.Verify).AcceptsImage().Produces<VerifiedPersonJson>()
        .MayRefuse(
            FaceMLError.NotFound, FaceMLError.NoFace, FaceMLError.SeveralFaces, FaceMLError.LowQuality, FaceMLError.StoreUnavailable)
        .WithName("verifyPerson").WithTags("People").WithSummary("Does the image show this person?");

    private static async Task<JsonHttpResult<VerifiedPersonJson>> Verify(
        HttpContext http, string gallery, string person, ImageRequests requests, FaceEngine engine, GalleryRegistry galleries,
        FaceMeter meter, string? face = null)
    {
        FaceSelection selection = QueryText.Choice("face", face, FaceSelection.Largest);
        Gallery of = galleries.Get(gallery);
        VerifiedPersonJson result = await requests.RunAsync(http, "verify", "image", received => VerifiedPersonJson.From(
            null, engine.ForGalleries.Verify(of, received.Image, PersonRoute.IdOf(person), selection)));
        meter.CountDecision("verifyPerson", result.Decision);
        return TypedResults.Json(result, AnswerJson.Options);
    }
}
