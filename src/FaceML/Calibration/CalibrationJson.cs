namespace FaceML.Calibration;

/// <summary>A calibration in the settings of a saved stage.</summary>
internal static class CalibrationJson
{
    public static void Write(StageWriter settings, ThresholdCalibration calibration)
    {
        settings.Set("value", calibration.Threshold);
        settings.SetParts("promises", calibration.Promises, WritePromise);
        settings.SetPart("falseMatchRate", calibration.FalseMatchRate, WriteEstimate);
        settings.SetPart("falseNonMatchRate", calibration.FalseNonMatchRate, WriteEstimate);
        settings.SetPart("band", calibration.Band, (part, band) =>
        {
            part.Set("low", band.Low);
            part.Set("high", band.High);
            part.SetPart("promise", band.Promise, WritePromise);
            part.SetPart("genuine", band.Genuine, WriteEstimate);
            part.SetPart("impostor", band.Impostor, WriteEstimate);
        });
    }

    public static ThresholdCalibration Read(StageReader reader) => new(
        reader.Single("value"),
        reader.Parts("promises", ReadPromise) is { Count: > 0 } promises ? promises : throw reader.Error("'promises' is empty"),
        reader.PartOrNull("falseMatchRate", ReadEstimate) ?? throw reader.Error("'falseMatchRate' is null"),
        reader.PartOrNull("falseNonMatchRate", ReadEstimate),
        reader.PartOrNull("band", part => new AbstainBand(
            part.Single("low"),
            part.Single("high"),
            part.PartOrNull("promise", ReadPromise) ?? throw part.Error("'promise' is null"),
            part.PartOrNull("genuine", ReadEstimate) ?? throw part.Error("'genuine' is null"),
            part.PartOrNull("impostor", ReadEstimate) ?? throw part.Error("'impostor' is null"))));

    private static void WritePromise(StageWriter part, ThresholdPromise promise)
    {
        part.SetPart("target", promise.Target, (target, value) =>
        {
            target.Set("kind", value.Kind);
            target.Set("rate", value.Rate);
            target.Set("matedPrior", value.MatedPrior);
            target.Set("missCost", value.MissCost);
            target.Set("falseMatchCost", value.FalseMatchCost);
        });
        part.Set("rate", promise.Rate);
        part.Set("bound", promise.Bound);
        part.Set("confidence", promise.Confidence);
        part.Set("method", promise.Method);
        part.Set("scope", promise.Scope);
        part.Set("errors", promise.Errors);
        part.Set("comparisons", promise.Comparisons);
        part.Set("independentComparisons", promise.IndependentComparisons);
        part.Set("identities", promise.Identities);
    }

    private static ThresholdPromise ReadPromise(StageReader part) => new(
        part.PartOrNull("target", ReadTarget) ?? throw part.Error("'target' is null"),
        part.Choice<ErrorRateKind>("rate"),
        part.Double("bound"),
        part.Double("confidence"),
        part.Choice<BoundMethod>("method"),
        part.Choice<PromiseScope>("scope"),
        part.Long("errors"),
        part.Long("comparisons"),
        part.Double("independentComparisons"),
        part.Int("identities"));

    private static ThresholdTarget ReadTarget(StageReader part)
    {
        double rate = part.Double("rate"), prior = part.Double("matedPrior"), miss = part.Double("missCost"), falseMatch =
            part.Double("falseMatchCost");
        return part.Choice<ThresholdTargetKind>("kind") switch
        {
            ThresholdTargetKind.FalseMatchRate => ThresholdTarget.MaxFalseMatchRate(rate),
            ThresholdTargetKind.FalseNonMatchRate => ThresholdTarget.MaxFalseNonMatchRate(rate),
            ThresholdTargetKind.EqualErrorRate => ThresholdTarget.EqualErrorRate,
            _ => ThresholdTarget.MinimumCost(prior, miss, falseMatch),
        };
    }

    private static void WriteEstimate(StageWriter part, Estimate estimate)
    {
        part.Set("value", estimate.Value);
        part.Set("low", estimate.Low);
        part.Set("high", estimate.High);
        part.Set("confidence", estimate.Confidence);
        part.Set("method", estimate.Method);
        part.Set("events", estimate.Events);
        part.Set("trials", estimate.Trials);
    }

    private static Estimate ReadEstimate(StageReader part) => new(
        part.Double("value"),
        part.Double("low"),
        part.Double("high"),
        part.Double("confidence"),
        part.Choice<IntervalMethod>("method"),
        part.Long("events"),
        part.Long("trials"));
}
