namespace FaceML.AspNetCore.CompreFace;

/// <summary><c>verification/verify</c>: the face of one image with those of another.</summary>
internal static class VerificationEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("verification/verify", Verify).RequireScope(FaceMLScope.Verify);

    private static async Task<JsonHttpResult<ResultAnswer<MatchesAnswer>>> Verify(
        HttpContext http, ImageRequests requests, FaceFinder finder, SimilarityScale scale)
    {
        var query = CompreFaceQuery.Of(http.Request);
        MatchesAnswer result = await requests.RunAsync(http, "verify", ["source_image", "target_image"], images =>
        {
            FoundFace source = finder.EmbedOnly(images[0].Image, query);
            return new MatchesAnswer(
                source.Answer,
                [
                    .. finder.Embed(images[1].Image, query).Select(face =>
                        new ComparedAnswer(face.Answer, null, scale.Compare(source.Embedding, face.Embedding))),
                ],
                finder.Plugins(query, embedded: true));
        });
        return TypedResults.Json(new ResultAnswer<MatchesAnswer>([result]), CompreFaceJson.Options);
    }
}
