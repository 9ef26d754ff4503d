using FaceML.Fusion;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Learns from labeled pairs to fuse the scores of several embedders into one, by logistic regression.</summary>
    /// <param name="outputColumnName">The column of fused scores that is added.</param>
    /// <param name="scoreColumnNames">The columns of scores, two at least.</param>
    /// <param name="labelColumnName">Whether both images show one person; only needed to fit.</param>
    public FaceFusionEstimator FuseScores(
        string outputColumnName, IReadOnlyList<string> scoreColumnNames, string labelColumnName = "Label") =>
        FuseScores(new FaceFusionOptions
        {
            OutputColumnName = outputColumnName,
            ScoreColumnNames = scoreColumnNames,
            LabelColumnName = labelColumnName
        });

    /// <inheritdoc cref="FuseScores(string, IReadOnlyList{string}, string)"/>
    /// <param name="options">The settings; here also the z-norm.</param>
    public FaceFusionEstimator FuseScores(FaceFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.ScoreColumnNames);
        return new FaceFusionEstimator(Context, options);
    }
}
