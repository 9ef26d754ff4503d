using FaceML.Calibration;
using FaceML.Evaluation.Calibration;
using Microsoft.ML;

namespace FaceML.Samples;

/// <summary>A threshold that carries a promise, and the refusal when the data cannot support it.</summary>
public static class RefusedPromise
{
    private sealed record Pair(float Score, bool Label);

    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(1);
        IDataView pairs = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 1000).Select(i => new Pair((float)(random.NextDouble() + (i % 2)), Label: i % 2 == 1)).ToArray());

        FaceThresholdTransformer fitted = ml.Faces.CalibrateThreshold("PredictedLabel", "Score", maxFalseMatchRate: 0.01).Fit(pairs);
        output.WriteLine(fitted.Promise);

        try
        {
            ml.Faces.CalibrateThreshold("PredictedLabel", "Score", maxFalseMatchRate: 0.0001).Fit(pairs);
        }
        catch (InsufficientDataException refusal)
        {
            output.WriteLine(refusal.Message);
        }
    }
}

/* Output:
FMR ≤ 0.01 on a further sample of this size with 95 % confidence (Exact: 0 errors in 500 impostor comparisons worth 500 independent ones; people not known, taken as independent)
FMR ≤ 0.0001 at 95 % needs at least 40,000 independent impostor pairs for the rate on a further sample of this size; there are 500, 39,500 too few.
*/
