using FaceML.Calibration;
using FaceML.Columns;
using FaceML.Evaluation;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Verification;
using Microsoft.ML;

namespace FaceML.Samples;

/// <summary>
/// What scores and decisions are worth on labeled pairs, each figure with its interval. The sample images show each of their people
/// once, so a genuine pair is a face and the same face through a worse camera: figures about people need several images of each.
/// </summary>
public static class EvaluatePairs
{
    private sealed record FacesToCompare(
        [property: FaceColumnType] Image Face1, [property: FaceColumnType] Image Face2, string Identity1, string Identity2)
    {
        public bool Label => Identity1 == Identity2;
    }

    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView pairs = ml.Data.LoadFromEnumerable(Pairs());
        RecipeCalibration shipped = RecipeCalibration.Find(FaceRecognizerOptions.Balanced);

        var pipeline = ml.Faces.Embed("Embedding1", "Face1")
            .Append(ml.Faces.Embed("Embedding2", "Face2"))
            .Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2", quality: shipped.Quality))
            .Append(ml.Faces.CalibrateThreshold(new FaceThresholdOptions { Calibration = shipped.At(1e-4) }));

        IDataView decided = pipeline.Fit(pairs).Transform(pairs);
        FaceVerificationMetrics metrics = ml.Faces.Evaluate(decided, new FaceVerificationEvaluationOptions
        {
            FirstIdentityColumnName = "Identity1",
            SecondIdentityColumnName = "Identity2",
        });
        output.WriteLine($"{metrics.GenuineCount} genuine and {metrics.ImpostorCount} impostor pairs of {metrics.IdentityCount} people");
        output.WriteLine($"equal error rate: {Percent(metrics.EqualErrorRate)}");
        output.WriteLine($"false match rate of the decisions: {Percent(metrics.FalseMatchRate!)}");
        output.WriteLine($"false non-match rate of the decisions: {Percent(metrics.FalseNonMatchRate!)}");
    }

    private static string Percent(Estimate rate) => $"{rate.Value:P0}, interval {rate.Low:P0} to {rate.High:P0}";

    private static FacesToCompare[] Pairs()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        // The largest faces of the first and the third image are one woman's.
        (string Identity, Image Face)[] faces = [.. new[] { 1, 2, 4, 5, 6 }.SelectMany(number =>
        {
            Image image = Image.Load($"datasets/samples/sample{number}.jpg");
            return recognizer.Detect(image).Select((face, i) => ($"{number}-{i}", aligner.Align(image, face.Points)));
        })];
        return [.. faces.SelectMany(a => faces.Select(b =>
            new FacesToCompare(a.Face, Coarse(b.Face), a.Identity, b.Identity)))];
    }

    // As from a camera that gives it 26 pixels.
    private static Image Coarse(Image face) => face.Resize(26, 26, ResizeFilter.Area).Resize(face.Width, face.Height);
}

/* Output:
14 genuine and 238 impostor pairs of 18 people
equal error rate: 0 %, interval 0 % to 0 %
false match rate of the decisions: 0 %, interval 0 % to 35 %
false non-match rate of the decisions: 7 %, interval 1 % to 31 %
*/
