using FaceML.Calibration;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Fits the smallest threshold whose false match rate stays below a limit, with confidence; decides by it afterwards.
    /// </summary>
    /// <param name="outputColumnName">The column of decisions that is added.</param>
    /// <param name="scoreColumnName">A column of scores, higher is more alike.</param>
    /// <param name="labelColumnName">A Boolean column, true where a pair shows the same person; only needed to fit.</param>
    /// <param name="maxFalseMatchRate">The largest false match rate allowed, in (0, 1).</param>
    /// <param name="confidence">The one-sided confidence of the bound, at least 0.5 and below 1.</param>
    /// <returns>An estimator whose <c>Fit</c> refuses, with an <see cref="InsufficientDataException"/>, when the pairs cannot support the
    /// promise.</returns>
    /// <remarks>
    /// Fitting reads the scores once, in order; rows whose score is NaN (an image without a usable face) are left out and counted. It
    /// throws <see cref="InsufficientDataException"/> when the pairs cannot support the promise. With
    /// <see cref="FaceThresholdOptions.Calibration"/> no row is read.
    /// </remarks>
    public IEstimator<FaceThresholdTransformer> CalibrateThreshold(
        string outputColumnName = "PredictedLabel", string scoreColumnName = "Score", string labelColumnName = "Label",
        double maxFalseMatchRate = 1e-3, double confidence = 0.95) =>
        CalibrateThreshold(new FaceThresholdOptions
        {
            OutputColumnName = outputColumnName,
            ScoreColumnName = scoreColumnName,
            LabelColumnName = labelColumnName,
            Target = ThresholdTarget.MaxFalseMatchRate(maxFalseMatchRate),
            Bound = new ThresholdOptions { Confidence = confidence },
        });

    /// <inheritdoc cref="CalibrateThreshold(string, string, string, double, double)"/>
    /// <param name="options">The settings; here other targets, the people of the pairs and an abstain band.</param>
    public IEstimator<FaceThresholdTransformer> CalibrateThreshold(FaceThresholdOptions options) =>
        new FaceThresholdEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>
    /// Fits the weight of evidence of a score: adds the log-likelihood ratio and, with a prior, the probability that a pair shows one
    /// person.
    /// </summary>
    /// <param name="logLikelihoodRatioColumnName">The column of ratios (natural logarithm) that is added.</param>
    /// <param name="probabilityColumnName">The column of probabilities that is added.</param>
    /// <param name="scoreColumnName">A column of scores, higher is more alike.</param>
    /// <param name="labelColumnName">A Boolean column, true where a pair shows the same person; only needed to fit.</param>
    /// <param name="matedPrior">The probability, before the comparison, that a pair is mated, in (0, 1): what turns the ratio into the
    /// probability. The share of genuine pairs in the data that the calibration is fitted on does not matter.</param>
    /// <param name="method">The family of the calibration.</param>
    /// <param name="calibration">A score calibration that exists already, for example that of <c>RecipeCalibration.Find(recognition)</c>,
    /// instead of one fitted to labeled pairs: the label column is not needed then, and the family does not count. Null: fitted.</param>
    /// <remarks>
    /// Fitting reads the scores once, in order; rows whose score is NaN (an image without a usable face) are left out and counted. It
    /// throws <see cref="EvaluationDataException"/> when a class is missing or all scores are equal. With
    /// <paramref name="calibration"/> no row is read.
    /// </remarks>
    public IEstimator<FaceScoreCalibrationTransformer> CalibrateScore(
        string logLikelihoodRatioColumnName = "LogLikelihoodRatio", string? probabilityColumnName = "Probability",
        string scoreColumnName = "Score", string labelColumnName = "Label", double matedPrior = 0.5,
        ScoreCalibrationMethod method = ScoreCalibrationMethod.Logistic, ScoreCalibration? calibration = null)
    {
        if (!(matedPrior > 0 && matedPrior < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(matedPrior), matedPrior, "A prior lies between 0 and 1, both excluded.");
        }

        return new FaceScoreCalibrationEstimator(Context, new(logLikelihoodRatioColumnName, probabilityColumnName, scoreColumnName,
            labelColumnName, matedPrior, method, calibration));
    }
}
