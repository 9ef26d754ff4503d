using FaceML;
using FaceML.Evaluation.Calibration;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Verification;
using Microsoft.ML;
using Microsoft.ML.Data;

// Verify SAMPLES PIPELINE [PROVIDER [EMBEDDING]]: decides about two images, then fits a verification pipeline and saves it as PIPELINE,
// and an embedding pipeline as EMBEDDING.
string samples = args[0];
try
{
    var options = new FaceRecognizerOptions
    {
        Network = new() { Provider = args.Length > 2 ? Enum.Parse<ExecutionProvider>(args[2]) : ExecutionProvider.Cpu },
    };
    using var verifier = FaceVerifier.Create(new() { Recognition = options });
    FaceVerification result = verifier.Verify(Sample(1), Sample(3));
    Console.WriteLine(result.Decision == MatchDecision.Match ? "decision: match" : "decision: no match");
}
catch (NetworkException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

var ml = new MLContext(seed: 1);
IDataView pairs = ml.Data.LoadFromEnumerable(
    from i in Enumerable.Range(1, 6)
    from j in Enumerable.Range(i + 1, 6 - i)
    select new LabeledPair(Sample(i), Sample(j), (i, j) == (1, 3)));
EstimatorChain<ITransformer> faces = new();
foreach (int side in (int[])[1, 2])
{
    faces = faces.Append<ITransformer>(ml.Faces.LoadImages($"Image{side}", $"Path{side}"))
        .Append(ml.Faces.Detect($"Faces{side}", $"Image{side}"))
        .Append(ml.Faces.Align($"AlignedFace{side}", $"Faces{side}", $"Image{side}"))
        .Append<ITransformer>(ml.Faces.Embed($"Embedding{side}", $"AlignedFace{side}"));
}

var pipeline = faces
    .Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2"))
    .Append(ml.Faces.CalibrateThreshold("PredictedLabel", "Score", labelColumnName: "Label", maxFalseMatchRate: 0.3));
ml.Faces.Save(pipeline.Fit(pairs), pairs.Schema, args[1]);
if (args.Length > 3)
{
    IDataView images = ml.Data.LoadFromEnumerable<FaceSource>([]);
    ml.Faces.Save(ml.Faces.EmbeddingPipeline().Fit(images), images.Schema, args[3]);
}

return 0;

string Sample(int number) => Path.Combine(samples, $"sample{number}.jpg");

internal sealed record LabeledPair(string Path1, string Path2, bool Label);
