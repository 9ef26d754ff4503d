using FaceML.Calibration;
using FaceML.Comparison;
using FaceML.Embedding;
using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// A verification pipeline with a head behind its network, and a threshold fitted to people whom the head did not learn from.
/// </summary>
/// <param name="Model">The chain: <see cref="FacePair"/> in, <see cref="FaceMatch"/> out; it does not decide where
/// <paramref name="Threshold"/> is null.</param>
/// <param name="InputSchema">The schema to save it with.</param>
/// <param name="Threshold">The threshold with its promise; null where the people support none of the rates that were tried.</param>
/// <param name="Refusal">Why the rate asked for was refused; null where it was not.</param>
internal sealed record FaceTrainedPipeline(
    TransformerChain<ITransformer> Model, DataViewSchema InputSchema, FaceThresholdTransformer? Threshold, string? Refusal)
{
    // What is offered instead of a rate that the people cannot support.
    private static readonly double[] Rates = [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2];

    /// <summary>Makes the pipeline.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="options">Networks and images.</param>
    /// <param name="head">The head behind the network; null for none.</param>
    /// <param name="heldOut">Embeddings, before the head, of people whom it did not learn from.</param>
    /// <param name="maxFalseMatchRate">The false match rate to promise; where the people cannot support it, the next larger one that they
    /// do is promised instead.</param>
    /// <param name="population">Which people and images these are, for the promise.</param>
    /// <exception cref="EvaluationDataException">There is no genuine or no impostor pair.</exception>
    public static FaceTrainedPipeline Create(
        MLContext ml, FacePipelineOptions options, FaceMetricHeadTransformer? head, EmbeddingSet heldOut, double maxFalseMatchRate,
        string population)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(heldOut);
        IDataView nothing = ml.Data.LoadFromEnumerable<FacePair>([]);

        // Scores of other embeddings are not those that a shipped quality model was made for.
        FacePipelineOptions plain = options.Copy();
        (plain.AssessQuality, plain.SkipUnreadable) = (false, false);
        List<ITransformer> stages = [];
        foreach (ITransformer stage in Saving.MLNetStages.Flatten(ml.Faces.ScorePipeline(plain).Fit(nothing)))
        {
            if (stage is not FaceComparisonTransformer)
            {
                stages.Add(stage);
            }

            if (head is not null && stage is FaceEmbeddingTransformer embedding)
            {
                string column = embedding.Outputs[0].Name;
                stages.Add(new FaceMetricHeadTransformer(column, column, head.Head, head.Summary));
            }
        }

        stages.Add(new FaceComparisonTransformer(new("Score", "Embedding1", "Embedding2")));
        ComparisonScores scores = HeldOutPairs.Score(head?.Head.Transform(heldOut) ?? heldOut);
        (ThresholdCalibration? calibration, string? refusal) = Calibrate(scores, maxFalseMatchRate, population);
        FaceThresholdTransformer? threshold = null;
        if (calibration is not null)
        {
            threshold = new FaceThresholdTransformer("Score", new FaceThresholdOptions().Columns, calibration, scores.Count, leftOut: 0);
            stages.Add(new FaceScoreCalibrationTransformer(
                "Score", "LogLikelihoodRatio", "Probability", ScoreCalibration.Fit(scores), 0.5, scores.Count, leftOut: 0));
            stages.Add(threshold);
        }

        return new FaceTrainedPipeline(new TransformerChain<ITransformer>([.. stages]), nothing.Schema, threshold, refusal);
    }

    private static (ThresholdCalibration? Calibration, string? Refusal) Calibrate(ComparisonScores scores, double rate, string population)
    {
        string? refusal = null;
        foreach (double next in (double[])[rate, .. Rates.Where(r => r > rate)])
        {
            try
            {
                return (ThresholdCalibrator.Fit(scores, ThresholdTarget.MaxFalseMatchRate(next)).MeasuredOn(population), refusal);
            }
            catch (InsufficientDataException e)
            {
                refusal ??= e.Message;
            }
        }

        return (null, refusal);
    }
}
