namespace FaceML.AspNetCore.CompreFace;

/// <summary><c>detection/detect</c>: the faces of an image.</summary>
internal static class DetectionEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("detection/detect", Detect).RequireScope(FaceMLScope.Verify);

    private static async Task<JsonHttpResult<FacesAnswer<FaceAnswer>>> Detect(HttpContext http, ImageRequests requests, FaceFinder finder)
    {
        var query = CompreFaceQuery.Of(http.Request);
        IReadOnlyList<FaceAnswer> found = await requests.RunAsync(http, "detect", "file", received => query.Embeddings
            ? [.. finder.Embed(received.Image, query).Select(face => face.Answer)]
            : finder.Detect(received.Image, query));
        return TypedResults.Json(
            new FacesAnswer<FaceAnswer>(found, finder.Plugins(query, embedded: query.Embeddings)), CompreFaceJson.Options);
    }
}
