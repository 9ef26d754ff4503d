using FaceML.Serving;
using FaceML.Verification;

namespace FaceML.AspNetCore.Models;

/// <summary>What a host decides by: its preset, or a saved pipeline.</summary>
internal sealed record ModelJson(
    string Name, string Kind, string? Recipe, string? Fingerprint, IReadOnlyList<string> Networks, string Metric, float? Threshold,
    string? Promise, string? Population, int? Version, string? Digest, DateTimeOffset? Loaded, bool Healthy, string? Error);

/// <summary><c>GET models</c>: what runs.</summary>
internal static class ModelEndpoints
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("models", List)
        .RequireScope(FaceMLScope.Verify)
        .Produces<IReadOnlyList<ModelJson>>()
        .WithName("listModels").WithTags("Models").WithSummary("What runs: the preset, and the saved pipelines with their versions.");

    private static JsonHttpResult<ModelJson[]> List(FaceEngine engine, ServedModels models) => TypedResults.Json(
        (ModelJson[])[OfPreset(engine), .. models.All.Select(OfPipeline)], AnswerJson.Options);

    private static ModelJson OfPreset(FaceEngine engine) => new(
        engine.ForGalleries.Recipe.Name, "preset", engine.ForGalleries.Recipe.Name, engine.ForGalleries.Recipe.Fingerprint,
        [.. engine.Recognizer.Networks.Select(network => network.Card.Name)],
        VerificationJson.NameOf(engine.Recognizer.Embedder.Metric), engine.Verifier.Threshold, engine.Verifier.Promise?.ToSentence(),
        engine.Verifier.Promise?.Population, null, null, null, Healthy: true, null);

    private static ModelJson OfPipeline(ServedModel model)
    {
        PipelineDecisions decisions = model.Verifier.Decisions;
        FaceModelHealth health = model.Loader.Health;
        return new(
            model.Name, "pipeline", null, null, decisions.Networks, VerificationJson.NameOf(decisions.Metric), decisions.Threshold,
            decisions.Promise?.ToSentence(), decisions.Promise?.Population, health.Version, health.Digest, health.LoadedAt,
            health.IsHealthy, health.IsHealthy ? null : "The newest state of the file was not accepted; the server's log says why.");
    }
}
