using FaceML.Fusion;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Learns from labeled pairs to fuse the scores of several embedders into one, by logistic regression.</summary>
    /// <param name="outputColumnName">The column of fused scores that is added.</param>
    /// <param name="scoreColumnNames">The columns of scores, two at least.</param>
    /// <param name="labelColumnName">Whether both images show one person; only needed to fit.</param>
    /// <remarks>
    /// Fitting reads the scores once; rows of which a score is NaN (an image without a usable face) are left out. It throws
    /// <see cref="EvaluationDataException"/> when the pairs that are needed are missing, or when a column's impostor scores are all equal.
    /// </remarks>
    public IEstimator<FaceFusionTransformer> FuseScores(
        string outputColumnName, IReadOnlyList<string> scoreColumnNames, string labelColumnName = "Label") =>
        FuseScores(new FaceFusionOptions
        {
            OutputColumnName = outputColumnName,
            ScoreColumnNames = scoreColumnNames,
            LabelColumnName = labelColumnName
        });

    /// <inheritdoc cref="FuseScores(string, IReadOnlyList{string}, string)"/>
    /// <param name="options">The settings; here also the z-norm.</param>
    public IEstimator<FaceFusionTransformer> FuseScores(FaceFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.ScoreColumnNames);
        return new FaceFusionEstimator(Context, options);
    }
}
