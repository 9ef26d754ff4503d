using FaceML.Calibration;
using FaceML.Recognition;
using Microsoft.ML;

namespace FaceML.Samples;

/// <summary>
/// A decision with a promise before anything was fitted: the threshold that comes with FaceML, and the people that it was measured on.
/// </summary>
public static class ShippedThreshold
{
    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        var shipped = RecipeCalibration.Find(FaceRecognizerOptions.Balanced);
        var pipeline = ml.Faces.VerificationPipeline(new() { Calibration = shipped, MaxFalseMatchRate = 1e-4 });
        var model = pipeline.Fit(ml.Data.LoadFromEnumerable<FacePair>([]));
        using var engine = ml.Model.CreatePredictionEngine<FacePair, FaceMatch>(model);

        FaceMatch match = engine.Predict(new FacePair { Path1 = "datasets/samples/sample1.jpg", Path2 = "datasets/samples/sample3.jpg" });
        output.WriteLine($"{match.Decision}: score {match.Score:F2}, threshold {match.Threshold:F2}");
        output.WriteLine(match.Promise);
    }
}

/* Output:
Match: score 0.72, threshold 0.41
At this threshold at most 1 in 10,000 pairs of different people match, with 95 % confidence, measured on 4,281 people of Labeled Faces in the Wild (press photographs, nearly all of adults).
*/
