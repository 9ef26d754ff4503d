namespace FaceML.Galleries;

/// <summary>What a gallery is made with and keeps: its identity, its recipe and its rules. Stored with the gallery. Immutable.</summary>
public sealed record GalleryDefinition
{
    /// <summary>The largest dimension.</summary>
    public const int LargestDimension = 8192;

    /// <summary>The name of the gallery: saved pipelines, receipts and encrypted templates refer to it. 1 to 200 characters without control
    /// or format characters.</summary>
    public required string Id { get; init; }

    /// <summary>The recipe of every embedding; another is refused by name.</summary>
    public required GalleryRecipe Recipe { get; init; }

    /// <summary>The numbers of an embedding, 2 to 8,192.</summary>
    public required int Dimension { get; init; }

    /// <summary>How long an embedding is. The default value is <see cref="EmbeddingLength.Unit"/>.</summary>
    public EmbeddingLength Length { get; init; } = EmbeddingLength.Unit;

    /// <summary>How several templates of a person become one score. The default value is <see cref="ScoreFusion.Maximum"/>.</summary>
    public ScoreFusion Fusion { get; init; } = ScoreFusion.Maximum;

    /// <summary>The least quality, 0 to 100, that is enrolled; an enrollment without a quality is then refused too. The default value is
    /// null: no check.</summary>
    public double? MinimumQuality { get; init; }

    /// <summary>What happens to a face that is enrolled as another person already. The default value is
    /// <see cref="DuplicateRule.Refuse"/>.</summary>
    public DuplicateRule Duplicates { get; init; } = DuplicateRule.Refuse;

    /// <summary>
    /// Whether templates are stored through a keyed orthogonal transform (ISO/IEC 24745, renewable biometric references), so that they
    /// cannot be compared with those
    /// of another gallery and are revoked by a new key. Requires <see cref="GalleryOptions.Keys"/>. The default value is <see
    /// langword="false"/>.
    /// </summary>
    public bool Renewable { get; init; }

    internal void Validate()
    {
        GalleryText.RequireId(Id, "The id of a gallery");
        ArgumentNullException.ThrowIfNull(Recipe);
        GalleryText.RequireId(Recipe.Name, "The name of a recipe");
        GalleryText.RequireId(Recipe.Fingerprint, "The fingerprint of a recipe");
        if (Dimension is < 2 or > LargestDimension)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"The dimension of a gallery must lie between 2 and {LargestDimension:N0}; it is {Dimension}.");
        }

        if (MinimumQuality is { } quality && !(quality is >= 0 and <= 100))
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                FormattableString.Invariant($"The least quality of a gallery must lie between 0 and 100; it is {quality}."));
        }

        if (!Enum.IsDefined(Length) || !Enum.IsDefined(Fusion) || !Enum.IsDefined(Duplicates))
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"Length, fusion and duplicate rule of a gallery must be named values; they are {Length}, {Fusion} and {Duplicates}.");
        }
    }
}

/// <summary>How long the embeddings of a gallery are.</summary>
public enum EmbeddingLength
{
    /// <summary>Of length 1, within 0.001: the score of two is their cosine.</summary>
    Unit,

    /// <summary>Compensated embeddings of a quality model, of length 1 or shorter (at most 1.2): the score of two is their inner
    /// product.</summary>
    Compensated,
}

/// <summary>How several templates of a person become one score.</summary>
public enum ScoreFusion
{
    /// <summary>The largest score. The promise about false positives holds, with each template counted.</summary>
    Maximum,

    /// <summary>The mean of the scores. It is never above the largest, so that the promise holds.</summary>
    Mean,

    /// <summary>
    /// The score of the normalized average of the templates. Averages score higher than single templates, also those of other people: a
    /// threshold that was
    /// fitted to single templates promises nothing, and decisions say so.
    /// </summary>
    AverageTemplate,
}

/// <summary>What happens to a face that is enrolled as another person already.</summary>
public enum DuplicateRule
{
    /// <summary>It is not enrolled, and the result names the person.</summary>
    Refuse,

    /// <summary>It is enrolled, and the result names the person.</summary>
    Report,

    /// <summary>Nothing is compared: the fastest, for imports of people known to differ.</summary>
    Ignore,
}
