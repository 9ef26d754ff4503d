using FaceML.Clustering;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>
    /// Groups unlabeled faces by whom they show. The column that it adds can be the person column of a trainer: pseudo-labels.
    /// </summary>
    /// <param name="outputColumnName">The column of groups that is added: text, empty for none.</param>
    /// <param name="inputColumnName">A column of vectors.</param>
    /// <param name="threshold">The lowest cosine that links two faces (here the cosine compares them), see
    /// <see cref="FaceClusterOptions.Threshold"/>.</param>
    public FaceClusterEstimator Cluster(string outputColumnName, string inputColumnName, float threshold) =>
        Cluster(new FaceClusterOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Threshold = threshold });

    /// <inheritdoc cref="Cluster(string, string, float)"/>
    /// <param name="options">The settings; here the method, and what is too small or too loose to be a group.</param>
    public FaceClusterEstimator Cluster(FaceClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceClusterEstimator(Context, options);
    }
}
