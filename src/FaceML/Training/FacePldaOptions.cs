namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.Plda(FacePldaOptions)"/>.</summary>
public sealed class FacePldaOptions
{
    /// <summary>The column of log-likelihood ratios (Single, natural logarithm) that is added. The default value is <c>Score</c>.</summary>
    public string OutputColumnName { get; set; } = "Score";

    /// <summary>A column of embeddings. The default value is <c>Embedding1</c>.</summary>
    public string FirstColumnName { get; set; } = "Embedding1";

    /// <summary>A column of embeddings from the same network. The default value is <c>Embedding2</c>.</summary>
    public string SecondColumnName { get; set; } = "Embedding2";

    /// <summary>Who the first embedding is of: a text or a key; only needed to fit. The default value is <c>Identity1</c>.</summary>
    public string FirstIdentityColumnName { get; set; } = "Identity1";

    /// <summary>Who the second embedding is of; only needed to fit. The default value is <c>Identity2</c>.</summary>
    public string SecondIdentityColumnName { get; set; } = "Identity2";

    /// <summary>Decides who is held out in which round of the cross-validation. The default value is 1.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>Ends fitting between two rounds. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
