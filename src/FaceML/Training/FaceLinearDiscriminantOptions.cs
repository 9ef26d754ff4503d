namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.LinearDiscriminant(FaceLinearDiscriminantOptions)"/>.</summary>
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
    /// Whitens, with the covariance within identities shrunk so far, above 0 and at most 1. The default value is null: the form is chosen
    /// by cross-validation over identities.
    /// </summary>
    public double? Shrinkage { get; set; }

    /// <summary>
    /// Removes the directions in which one identity varies so many times as much as in the mean direction, or more; above 0. Excludes
    /// <see cref="Shrinkage"/> and <see cref="OutputLength"/>. The default value is null: the form is chosen by cross-validation over
    /// identities.
    /// </summary>
    public double? Cutoff { get; set; }

    /// <summary>Decides who is held out in which round of the cross-validation. The default value is 1.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>Ends fitting between two rounds. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
