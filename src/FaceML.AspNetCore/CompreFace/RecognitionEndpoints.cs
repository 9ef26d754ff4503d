namespace FaceML.AspNetCore.CompreFace;

/// <summary><c>recognition/recognize</c> and <c>recognition/faces/{id}/verify</c>: the faces of an image among the subjects.</summary>
internal static class RecognitionEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("recognition/recognize", Recognize).RequireScope(FaceMLScope.Identify);
        group.MapPost("recognition/faces/{id:guid}/verify", Verify).RequireScope(FaceMLScope.Identify);
    }

    private static async Task<JsonHttpResult<FacesAnswer<RecognizedAnswer>>> Recognize(
        HttpContext http, SubjectCollections collections, ImageRequests requests, FaceFinder finder, SimilarityScale scale,
        FaceMeter meter)
    {
        SubjectCollection of = collections.Of(http);
        var query = CompreFaceQuery.Of(http.Request);
        RecognizedAnswer[] result = await requests.RunAsync(http, "identify", "file", received =>
        {
            IReadOnlyList<FoundFace> faces = finder.Embed(received.Image, query);
            return faces.Zip(
                scale.Search(of.Gallery, [.. faces.Select(face => face.Embedding)], query.PredictionCount, exclusive: true),
                (face, subjects) => new RecognizedAnswer(face.Answer, subjects)).ToArray();
        });
        foreach (RecognizedAnswer face in result)
        {
            meter.CountDecision("recognize", face.Subjects.Count > 0 ? "named" : "unknown");
        }

        return TypedResults.Json(
            new FacesAnswer<RecognizedAnswer>(result, finder.Plugins(query, embedded: true)), CompreFaceJson.Options);
    }

    private static async Task<JsonHttpResult<FacesAnswer<ComparedAnswer>>> Verify(
        HttpContext http, Guid id, SubjectCollections collections, ImageRequests requests, FaceFinder finder, SimilarityScale scale)
    {
        SubjectCollection of = collections.Of(http);
        EnrolledEmbedding example = of.RequireEmbedding(id);
        var query = CompreFaceQuery.Of(http.Request);
        ComparedAnswer[] result = await requests.RunAsync(http, "verify", "file", received =>
            finder.Embed(received.Image, query)
                .Select(face => new ComparedAnswer(face.Answer, example.Person.Id, scale.Compare(face.Embedding, example.Embedding)))
                .ToArray());
        return TypedResults.Json(
            new FacesAnswer<ComparedAnswer>(result, finder.Plugins(query, embedded: true)), CompreFaceJson.Options);
    }
}
