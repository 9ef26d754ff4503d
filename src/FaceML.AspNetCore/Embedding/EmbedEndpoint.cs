using FaceML.Imaging;

namespace FaceML.AspNetCore.Embedding;

/// <summary>A face with its embedding, as galleries of the recipe take it.</summary>
internal sealed record EmbeddedFaceJson(
    float[] Box, float Score, FacePointsJson Points, int Turn, QualityJson? Quality, ReadOnlyMemory<float> Embedding);

/// <summary>What makes embeddings; those of different fingerprints cannot be compared.</summary>
internal sealed record RecipeJson(string Name, string Fingerprint);

/// <summary>The faces of an image with their embeddings.</summary>
internal sealed record EmbeddedJson(int Width, int Height, RecipeJson Recipe, IReadOnlyList<EmbeddedFaceJson> Faces);

/// <summary><c>POST embed</c>: the faces of an image as embeddings.</summary>
internal static class EmbedEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("embed", Embed)
        .RequireScope(FaceMLScope.Verify).AcceptsImage().Produces<EmbeddedJson>()
        .WithName("embed").WithTags("Faces").WithSummary("Find the faces of an image and embed each.");

    private static async Task<JsonHttpResult<EmbeddedJson>> Embed(
        HttpContext http, ImageRequests requests, FaceEngine engine, FaceMeter meter)
    {
        EmbeddedJson found = await requests.RunAsync(http, "embed", "image", received => new EmbeddedJson(
            received.Image.Width, received.Image.Height,
            new(engine.ForGalleries.Recipe.Name, engine.ForGalleries.Recipe.Fingerprint),
            [.. engine.ForGalleries.Embed(received.Image).Select(face => From(received.Image, face))]));
        meter.CountFaces(found.Faces.Count);
        return TypedResults.Json(found, AnswerJson.Options);
    }

    private static EmbeddedFaceJson From(Image image, GalleryFace embedded)
    {
        FaceJson face = FaceJson.From(embedded.Face);
        var quality = QualityJson.From(
            embedded.Quality, embedded.Quality is null ? null : embedded.IsRecognizable,
            FaceQualityComponents.Measure(image, embedded.Face) with { Covered = embedded.Covered });
        return new(face.Box, face.Score, face.Points, face.Turn, quality, embedded.Embedding);
    }
}
