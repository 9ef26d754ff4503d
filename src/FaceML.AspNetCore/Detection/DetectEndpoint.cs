namespace FaceML.AspNetCore.Detection;

/// <summary>The faces of an image, in pixels of the upright image.</summary>
internal sealed record DetectedJson(int Width, int Height, IReadOnlyList<FaceJson> Faces);

/// <summary><c>POST detect</c>: where the faces are.</summary>
internal static class DetectEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("detect", Detect)
        .RequireScope(FaceMLScope.Verify).AcceptsImage().Produces<DetectedJson>()
        .WithName("detect").WithTags("Faces").WithSummary("Find the faces of an image.");

    private static async Task<JsonHttpResult<DetectedJson>> Detect(
        HttpContext http, ImageRequests requests, FaceEngine engine, FaceMeter meter)
    {
        DetectedJson found = await requests.RunAsync(http, "detect", "image", received => new DetectedJson(
            received.Image.Width, received.Image.Height, [.. engine.Recognizer.Detect(received.Image).Select(FaceJson.From)]));
        meter.CountFaces(found.Faces.Count);
        return TypedResults.Json(found, AnswerJson.Options);
    }
}
