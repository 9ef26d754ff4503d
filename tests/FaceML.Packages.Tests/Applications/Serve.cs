using FaceML;
using Microsoft.Extensions.ML;

// Serve PIPELINE: answers POST /verify through ML.NET's pool, on a free port that it prints.
WebApplicationBuilder builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddPredictionEnginePool<FacePair, FaceMatch>().FromFaceModel("verifier", args[0], watchForChanges: false);
WebApplication app = builder.Build();
app.MapPost("/verify", (FacePair pair, PredictionEnginePool<FacePair, FaceMatch> pool) =>
{
    FaceMatch match = pool.Predict("verifier", pair);
    return new { match.IsMatch, match.Score, match.Promise };
});
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
