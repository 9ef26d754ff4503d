namespace FaceML.AspNetCore.CompreFace;

/// <summary>The same with embeddings that a client has from the plugin <c>calculator</c>, instead of images.</summary>
internal static class EmbeddingEndpoints
{
    private sealed record EmbeddingsBody(float[][]? Embeddings);

    private sealed record PairsBody(float[]? Source, float[][]? Targets);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("recognition/embeddings/recognize", Recognize).RequireScope(FaceMLScope.Identify);
        group.MapPost("recognition/embeddings/faces/{id:guid}/verify", VerifyExample).RequireScope(FaceMLScope.Identify);
        group.MapPost("verification/embeddings/verify", Verify).RequireScope(FaceMLScope.Verify);
    }

    private static Task<JsonHttpResult<ResultAnswer<RecognizedEmbedding>>> Recognize(
        HttpContext http, SubjectCollections collections, ImageRequests requests, FaceMLOptions options, SimilarityScale scale)
    {
        SubjectCollection of = collections.Of(http);
        var query = CompreFaceQuery.Of(http.Request);
        return RunAsync<EmbeddingsBody, RecognizedEmbedding>(http, requests, options, body =>
        {
            float[][] embeddings = Required(body.Embeddings, "embeddings");
            return embeddings.Zip(
                scale.Search(of.Gallery, [.. embeddings.Select(scale.Assess)], query.PredictionCount, exclusive: false),
                (embedding, subjects) => new RecognizedEmbedding(embedding, subjects));
        });
    }

    private static Task<JsonHttpResult<ResultAnswer<ComparedEmbedding>>> VerifyExample(
        HttpContext http, Guid id, SubjectCollections collections, ImageRequests requests, FaceMLOptions options, SimilarityScale scale)
    {
        EnrolledEmbedding example = collections.Of(http).RequireEmbedding(id);
        return RunAsync<EmbeddingsBody, ComparedEmbedding>(http, requests, options, body => Required(body.Embeddings, "embeddings")
            .Select(embedding => new ComparedEmbedding(embedding, scale.Compare(scale.Assess(embedding), example.Embedding)))
            .OrderByDescending(compared => compared.Similarity));
    }

    private static Task<JsonHttpResult<ResultAnswer<ComparedEmbedding>>> Verify(
        HttpContext http, ImageRequests requests, FaceMLOptions options, SimilarityScale scale) =>
        RunAsync<PairsBody, ComparedEmbedding>(http, requests, options, body =>
        {
            AssessedEmbedding source = scale.Assess(Required(body.Source, "source"));
            return Required(body.Targets, "targets")
                .Select(target => new ComparedEmbedding(target, scale.Compare(source, scale.Assess(target))))
                .OrderByDescending(compared => compared.Similarity);
        });

    private static async Task<JsonHttpResult<ResultAnswer<TResult>>> RunAsync<TBody, TResult>(
        HttpContext http, ImageRequests requests, FaceMLOptions options, Func<TBody, IEnumerable<TResult>> work)
    {
        TResult[] result = await requests.RunAsync(
            http, stop => RequestBody.ReadJsonAsync<TBody>(http.Request, CompreFaceJson.Options, stop, options.Limits.ImageBytes),
            (body, _) => work(body).ToArray());
        return TypedResults.Json(new ResultAnswer<TResult>(result), CompreFaceJson.Options);
    }

    private static T[] Required<T>(T[]? values, string field) => values is { Length: > 0 } && !values.Any(value => value is null)
        ? values
        : throw new CompreFaceException(CompreFaceCode.EmptyField, $"The field '{field}' must hold embeddings; it is missing or empty.");
}
