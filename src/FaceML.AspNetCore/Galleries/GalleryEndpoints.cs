using FaceML.Galleries.Decisions;
using FaceML.Galleries.Stores;

namespace FaceML.AspNetCore.Galleries;

/// <summary>A gallery; the threshold is the one for its size now.</summary>
internal sealed record GalleryJson(
    string Id, int People, int Templates, string Recipe, string Fingerprint, DateTimeOffset Created, bool Encrypted, float? Threshold,
    string Grounds, string ReceiptKey)
{
    public static GalleryJson From(string name, Gallery gallery, bool encrypted)
    {
        SearchThreshold threshold = gallery.Threshold;
        return new(
            name, gallery.PersonCount, gallery.TemplateCount, gallery.Definition.Recipe.Name, gallery.Definition.Recipe.Fingerprint,
            gallery.Created, encrypted, threshold.Value, threshold.Grounds, Convert.ToBase64String(gallery.ReceiptPublicKey.Span));
    }
}

/// <summary>An entry of a gallery's audit log: what was done, to which key, never to whom.</summary>
internal sealed record AuditEntryJson(long Sequence, DateTimeOffset Time, string Action, long Person, long Other, long Count, string Hash)
{
    public static AuditEntryJson From(AuditEntry entry) => new(
        entry.Sequence, entry.Time, AnswerJson.Name(entry.Action), entry.Person, entry.Other, entry.Count,
        Convert.ToHexStringLower(entry.Hash.Span));
}

/// <summary><c>galleries</c>: list, make, show, log.</summary>
internal static class GalleryEndpoints
{
    internal sealed record NewGallery(string Id);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("galleries", List)
            .RequireScope(FaceMLScope.Identify).Produces<IReadOnlyList<GalleryJson>>().MayRefuse(FaceMLError.StoreUnavailable)
            .WithName("listGalleries").WithTags("Galleries").WithSummary("The galleries that the key may use.");
        group.MapPost("galleries", Create)
            .RequireScope(FaceMLScope.Admin).AcceptsJson<NewGallery>()
            .Produces<GalleryJson>(StatusCodes.Status201Created).MayRefuse(FaceMLError.Conflict, FaceMLError.StoreUnavailable)
            .WithName("createGallery").WithTags("Galleries").WithSummary("Make an empty gallery.");
        group.MapGet("galleries/{gallery}", Show)
            .RequireScope(FaceMLScope.Identify).Produces<GalleryJson>()
            .MayRefuse(FaceMLError.NotFound, FaceMLError.StoreUnavailable)
            .WithName("showGallery").WithTags("Galleries").WithSummary("A gallery: its size, and the threshold and promise for that size.");
        group.MapGet("galleries/{gallery}/log", Log)
            .RequireScope(FaceMLScope.Admin).Produces<IReadOnlyList<AuditEntryJson>>()
            .MayRefuse(FaceMLError.NotFound, FaceMLError.StoreUnavailable)
            .WithName("showGalleryLog").WithTags("Galleries").WithSummary("The gallery's audit log: hash-chained, without names.");
    }

    private static JsonHttpResult<GalleryJson[]> List(HttpContext http, GalleryRegistry galleries) => TypedResults.Json(
        (GalleryJson[])
        [
            .. galleries.Names.Where(name => ScopeRequirement.AllowsGallery(http.User, name))
                .Select(name => GalleryJson.From(name, galleries.Get(name), galleries.IsEncrypted)),
        ], AnswerJson.Options);

    private static async Task<JsonHttpResult<GalleryJson>> Create(HttpContext http, GalleryRegistry galleries)
    {
        NewGallery wanted = await RequestBody.ReadJsonAsync<NewGallery>(http.Request, RequestJson.Options, http.RequestAborted);
        if (!ScopeRequirement.AllowsGallery(http.User, wanted.Id))
        {
            throw new FaceMLException(FaceMLError.Forbidden, "The key is for other galleries.");
        }

        Gallery made = galleries.Create(wanted.Id);
        return TypedResults.Json(
            GalleryJson.From(wanted.Id, made, galleries.IsEncrypted), AnswerJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static JsonHttpResult<GalleryJson> Show(string gallery, GalleryRegistry galleries) =>
        TypedResults.Json(GalleryJson.From(gallery, galleries.Get(gallery), galleries.IsEncrypted), AnswerJson.Options);

    private static JsonHttpResult<AuditEntryJson[]> Log(string gallery, GalleryRegistry galleries) =>
        TypedResults.Json((AuditEntryJson[])[.. galleries.Get(gallery).ReadLog().Select(AuditEntryJson.From)], AnswerJson.Options);
}
