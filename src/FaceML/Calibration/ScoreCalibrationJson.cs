namespace FaceML.Calibration;

/// <summary>A score calibration in the settings of a saved stage.</summary>
internal static class ScoreCalibrationJson
{
    private sealed record Step(float Score, double Ratio);

    public static void Write(StageWriter part, ScoreCalibration calibration)
    {
        part.Set("method", calibration.Method);
        switch (calibration)
        {
            case LogisticCalibration line:
                part.Set("slope", line.Slope);
                part.Set("intercept", line.Intercept);
                break;
            case BiGaussianCalibration normal:
                part.Set("genuineMean", normal.GenuineMean);
                part.Set("impostorMean", normal.ImpostorMean);
                part.Set("variance", normal.Variance);
                break;
            case IsotonicCalibration steps:
                Step[] all = [.. Enumerable.Range(0, steps.Steps.Length)
                    .Select(i => new Step(steps.Steps[i], steps.LogLikelihoodRatios[i]))];
                part.SetParts("steps", all, (item, step) =>
                {
                    item.Set("score", step.Score);
                    item.Set("logLikelihoodRatio", step.Ratio);
                });
                break;
            default:
                throw new NotSupportedException($"{calibration.Method} has no saved form.");
        }
    }

    public static ScoreCalibration Read(StageReader part)
    {
        ScoreCalibrationMethod method = part.Choice<ScoreCalibrationMethod>("method");
        switch (method)
        {
            case ScoreCalibrationMethod.Logistic:
                return new LogisticCalibration(part.Double("slope"), part.Double("intercept"));
            case ScoreCalibrationMethod.BiGaussian:
                return new BiGaussianCalibration(part.Double("genuineMean"), part.Double("impostorMean"), part.Double("variance"));
            default:
                IReadOnlyList<Step> steps = part.Parts("steps", item => new Step(item.Single("score"), item.Double("logLikelihoodRatio")));
                return new IsotonicCalibration((float[])[.. steps.Select(s => s.Score)], (double[])[.. steps.Select(s => s.Ratio)]);
        }
    }
}
