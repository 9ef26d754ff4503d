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
    public IEstimator<FaceTransformer> Cluster(string outputColumnName, string inputColumnName, float threshold) =>
        Cluster(new FaceClusterOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Threshold = threshold });

    /// <inheritdoc cref="Cluster(string, string, float)"/>
    /// <param name="options">The settings; here the method, and what is too small or too loose to be a group.</param>
    public IEstimator<FaceTransformer> Cluster(FaceClusterOptions options) =>
        new FaceClusterEstimator(Context, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>Groups a list of embeddings instead of a data view.</summary>
    /// <param name="embeddings">Embeddings of one length; compared as the options say.</param>
    /// <param name="options">Threshold, quality model, method, smallest group; the column names must be the default ones.</param>
    /// <returns>The groups, the largest first; what belongs to no group comes last. None where there is no embedding.</returns>
    public IReadOnlyList<FaceGroup> Group(IReadOnlyList<float[]> embeddings, FaceClusterOptions options) =>
        FaceGroup.Find(Context, embeddings, options);
}
