using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;

namespace FaceML.Samples;

/// <summary>The whole chain, stage by stage: fitted on labeled pairs, saved as one file, served through a pool.</summary>
public static class FitSaveServe
{
    private sealed record LabeledPair(string Path1, string Path2, bool Label);

    public static void Run(TextWriter output)
    {
        string file = Path.Combine(Path.GetTempPath(), "verifier.faceml");
        Fit(file);

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<FacePair, FaceMatch>().FromFaceModel("verifier", file, watchForChanges: true);
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<FacePair, FaceMatch>>();

        FaceMatch match = pool.Predict(
            "verifier", new FacePair { Path1 = "datasets/samples/sample1.jpg", Path2 = "datasets/samples/sample3.jpg" });
        output.WriteLine($"score {match.Score:F2}, {(match.IsMatch ? "match" : "no match")}");
        output.WriteLine(match.Promise);

        FaceModelHealth health = provider.GetRequiredKeyedService<FaceModelLoader>("verifier").Health;
        output.WriteLine($"version {health.Version}, {(health.IsHealthy ? "the newest state of the file" : health.Error)}");
    }

    private static void Fit(string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView pairs = ml.Data.LoadFromEnumerable(SamplePairs());

        var pipeline = ml.Faces.LoadImages("Image1", "Path1")
            .Append(ml.Faces.Detect("Faces1", "Image1"))
            .Append(ml.Faces.Align("AlignedFace1", "Faces1", "Image1"))
            .Append(ml.Faces.Embed("Embedding1", "AlignedFace1"))
            .Append(ml.Faces.LoadImages("Image2", "Path2"))
            .Append(ml.Faces.Detect("Faces2", "Image2"))
            .Append(ml.Faces.Align("AlignedFace2", "Faces2", "Image2"))
            .Append(ml.Faces.Embed("Embedding2", "AlignedFace2"))
            .Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2"))
            .Append(ml.Faces.CalibrateThreshold("PredictedLabel", "Score", labelColumnName: "Label", maxFalseMatchRate: 0.3));

        var model = pipeline.Fit(pairs);
        ml.Faces.Save(model, pairs.Schema, file);
    }

    // The largest faces of the first and the third image are one woman's, all others' are other people's.
    private static IEnumerable<LabeledPair> SamplePairs() =>
        from i in Enumerable.Range(1, 6)
        from j in Enumerable.Range(i + 1, 6 - i)
        select new LabeledPair($"datasets/samples/sample{i}.jpg", $"datasets/samples/sample{j}.jpg", (i, j) == (1, 3));
}

/* Output:
score 0.72, match
At this threshold at most 30 % of the pairs of different people match, with 95 % confidence, measured on 14 pairs whose people are not known.
version 1, the newest state of the file
*/
