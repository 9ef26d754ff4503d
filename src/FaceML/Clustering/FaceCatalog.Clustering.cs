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
    /// <remarks>
    /// Fitting reads the vectors once and compares all pairs in memory; rows without a vector (NaN) are left out. It throws
    /// <see cref="Training.Data.TrainingDataException"/> when there is no vector. The same rows and settings give the same groups.
    /// </remarks>
    public IEstimator<FaceClusterTransformer> Cluster(string outputColumnName, string inputColumnName, float threshold) =>
        Cluster(new FaceClusterOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Threshold = threshold });

    /// <inheritdoc cref="Cluster(string, string, float)"/>
    /// <param name="options">The settings; here the method, and what is too small or too loose to be a group.</param>
    public IEstimator<FaceClusterTransformer> Cluster(FaceClusterOptions options) =>
        new FaceClusterEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));
}
