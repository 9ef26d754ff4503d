using FaceML.Galleries.Search;

namespace FaceML.AspNetCore.Galleries;

/// <summary>The faces of an image and who they are.</summary>
internal sealed record IdentificationJson(int Width, int Height, IReadOnlyList<IdentifiedJson> Faces);

/// <summary><c>POST galleries/{gallery}/identify</c>: who is on the image.</summary>
internal static class IdentifyEndpoint
{
    private const int MostCandidates = 100;

    public static void Map(RouteGroupBuilder group) => group.MapPost("galleries/{gallery}/identify", Identify)
        .RequireScope(FaceMLScope.Identify).AcceptsImage().Produces<IdentificationJson>()
        .MayRefuse(FaceMLError.NotFound, FaceMLError.StoreUnavailable)
        .WithName("identify").WithTags("Galleries")
        .WithSummary("Who is on the image? Each face by name, or unknown, at the promised false positive rate.");

    private static async Task<JsonHttpResult<IdentificationJson>> Identify(
        HttpContext http, string gallery, ImageRequests requests, FaceEngine engine, GalleryRegistry galleries, FaceMeter meter,
        string? top = null, string? repeated = null)
    {
        var search = new SearchOptions { Top = QueryText.Number("top", top, 5, 1, MostCandidates) };
        bool exclusive = !QueryText.Flag("repeated", repeated);
        Gallery searched = galleries.Get(gallery);
        IdentificationJson found = await requests.RunAsync(http, "identify", "image", received => new IdentificationJson(
            received.Image.Width, received.Image.Height,
            [
                .. engine.ForGalleries.Identify(searched, received.Image, search, exclusive)
                    .Select(face => IdentifiedJson.From(null, face)),
            ]));
        meter.CountFaces(found.Faces.Count);
        foreach (IdentifiedJson face in found.Faces)
        {
            meter.CountDecision("identify", face.Decision);
        }

        return TypedResults.Json(found, AnswerJson.Options);
    }
}
