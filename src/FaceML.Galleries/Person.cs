namespace FaceML.Galleries;

/// <summary>A person of a gallery, as of the moment it was read. Immutable.</summary>
public sealed record Person
{
    /// <summary>The number of the person in this gallery: kept on renaming, never used again after removal. Audit log and receipts name
    /// it.</summary>
    public required long Key { get; init; }

    /// <summary>The id that the caller chose; unique in the gallery, compared ordinally.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Free attributes: the text of one JSON object; null when there are none.</summary>
    public string? Attributes { get; init; }

    /// <summary>On what grounds the person is enrolled, as the caller recorded it; null when nothing was.</summary>
    public string? Consent { get; init; }

    /// <summary>When the person ends to be found; null for never. <see cref="Gallery.RemoveExpired"/> erases those past it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When the person was added.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The templates, oldest first.</summary>
    public required IReadOnlyList<Template> Templates { get; init; }

    /// <summary>The name, or the id of a person without one.</summary>
    public string DisplayName => Name ?? Id;
}

/// <summary>What is known of a template beside its vector. Immutable.</summary>
/// <param name="Key">The number of the template in this gallery, never used again.</param>
/// <param name="Quality">The quality of the face, 0 to 100; null when not known.</param>
/// <param name="SourceSha256">The SHA-256 of the source image, as hexadecimal digits; null when not known.</param>
/// <param name="RecipeFingerprint">The recipe that made it.</param>
/// <param name="Created">When it was enrolled.</param>
public sealed record Template(long Key, double? Quality, string? SourceSha256, string RecipeFingerprint, DateTimeOffset Created)
{
    private readonly object? source = Packed(SourceSha256);

    /// <summary>The SHA-256 of the source image, as hexadecimal digits; null when not known.</summary>
    public string? SourceSha256
    {
        get => source?.ToString();
        init => source = Packed(value);
    }

    // As text it takes three times the memory, and a gallery may hold a million.
    private static object? Packed(string? text) => (object?)Sha256Digits.Of(text) ?? text;
}

/// <summary>What to change of a person. What is not set stays; an empty text takes a name, attributes or a consent away.</summary>
public sealed record PersonChange
{
    /// <summary>A new name; an empty text for none; null to keep it.</summary>
    public string? Name { get; init; }

    /// <summary>New attributes, one JSON object; an empty text for none; null to keep them.</summary>
    public string? Attributes { get; init; }

    /// <summary>A new consent; an empty text for none; null to keep it.</summary>
    public string? Consent { get; init; }

    /// <summary>A new expiry; <see cref="DateTimeOffset.MaxValue"/> for never; null to keep it.</summary>
    public DateTimeOffset? Expires { get; init; }
}
