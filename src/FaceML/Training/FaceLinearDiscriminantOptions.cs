namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceLinearDiscriminantEstimator"/>.</summary>
public sealed class FaceLinearDiscriminantOptions
{
    /// <summary>
    /// The column of projected embeddings that is added. The default value is <c>Embedding</c>, which hides the column that was read.
    /// </summary>
    public string OutputColumnName { get; set; } = "Embedding";

    /// <summary>A column of embeddings, which stay as they are. The default value is <c>Embedding</c>.</summary>
    public string InputColumnName { get; set; } = "Embedding";

    /// <summary>Who is shown: a text or a key; only needed to fit. The default value is <c>Identity</c>.</summary>
    public string PersonColumnName { get; set; } = "Identity";

    /// <summary>
    /// Numbers in the vectors given, at most the length of the embeddings and the number of identities less one. The default value is null:
    /// as many as come in.
    /// </summary>
    public int? OutputLength { get; set; }

    /// <summary>
    /// How far the covariance within identities is shrunk, above 0 and at most 1. The default value is null: chosen by cross-validation
    /// over identities.
    /// </summary>
    public double? Shrinkage { get; set; }

    /// <summary>Decides who is held out in which round of the cross-validation. The default value is 1.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>Ends fitting between two rounds. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
