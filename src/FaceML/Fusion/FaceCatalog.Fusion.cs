using FaceML.Fusion;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Learns from labeled pairs to fuse the scores of several embedders into one.</summary>
    /// <param name="outputColumnName">The column of fused scores that is added.</param>
    /// <param name="scoreColumnNames">The columns of scores, two at least.</param>
    /// <param name="labelColumnName">Whether both images show one person; only needed to fit.</param>
    /// <param name="method">How weights are found.</param>
    /// <remarks>
    /// Fitting reads the scores once; rows of which a score is NaN (an image without a usable face) are left out. It throws
    /// <see cref="EvaluationDataException"/> when the pairs that are needed are missing, or when a column's impostor scores are all equal.
    /// </remarks>
    public IEstimator<FaceFusionTransformer> FuseScores(
        string outputColumnName, IReadOnlyList<string> scoreColumnNames, string labelColumnName = "Label",
        FaceFusionMethod method = FaceFusionMethod.Logistic)
    {
        ArgumentNullException.ThrowIfNull(scoreColumnNames);
        return new FaceFusionEstimator(Context, new(outputColumnName, scoreColumnNames, labelColumnName, method));
    }
}
