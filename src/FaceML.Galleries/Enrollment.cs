using FaceML.Galleries.Decisions;

namespace FaceML.Galleries;

/// <summary>An embedding to enroll, with its person, who is added when the gallery has no such id.</summary>
/// <param name="PersonId">The person's id.</param>
/// <param name="Embedding">The embedding, of the gallery's dimension and length.</param>
/// <param name="Recipe">What made it.</param>
public sealed record Enrollment(string PersonId, ReadOnlyMemory<float> Embedding, GalleryRecipe Recipe)
{
    /// <summary>The quality of the face, 0 to 100; null when not known.</summary>
    public double? Quality { get; init; }

    /// <summary>The SHA-256 of the source image, 64 hexadecimal digits: the same image of the same person is not enrolled twice. Null when
    /// not known.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>Name, attributes, consent and expiry to set; null to leave them as they are.</summary>
    public PersonChange? Person { get; init; }
}

/// <summary>What came of an enrollment.</summary>
public enum EnrollmentStatus
{
    /// <summary>The template is stored; it survives a crash from here on.</summary>
    Enrolled,

    /// <summary>The same image of the same person was enrolled before: nothing to do.</summary>
    AlreadyEnrolled,

    /// <summary>The quality is below the gallery's least, or not known: not enrolled.</summary>
    LowQuality,

    /// <summary>The face is enrolled as another person: not enrolled.</summary>
    Duplicate,
}

/// <summary>What came of an enrollment.</summary>
/// <param name="Status">What was done.</param>
/// <param name="Person">The person with all templates; null when nothing is enrolled under the id.</param>
/// <param name="TemplateKey">The new template's key; null when there is none.</param>
/// <param name="Duplicate">The other person whose face this seems to be, with score and decision; null when there is none or nothing was
/// compared.</param>
public sealed record EnrollmentResult(EnrollmentStatus Status, Person? Person, long? TemplateKey, Candidate? Duplicate)
{
    /// <summary>The result in one sentence, invariant culture.</summary>
    public override string ToString() => Status switch
    {
        EnrollmentStatus.Enrolled when Duplicate is { } other => FormattableString.Invariant(
            $"Enrolled as {Person!.DisplayName}. This face is also enrolled as {other.Person.DisplayName} (score {other.Score:F3})."),
        EnrollmentStatus.Enrolled => $"Enrolled as {Person!.DisplayName}.",
        EnrollmentStatus.AlreadyEnrolled => $"This image is already enrolled as {Person!.DisplayName}.",
        EnrollmentStatus.LowQuality => "Not enrolled: the quality of the face is too low.",
        _ => FormattableString.Invariant(
            $"Not enrolled: this face is already enrolled as {Duplicate!.Person.DisplayName} (score {Duplicate.Score:F3})."),
    };
}

/// <summary>A template with the embedding that was enrolled. Immutable.</summary>
/// <param name="Person">The person.</param>
/// <param name="Template">The template.</param>
/// <param name="Embedding">The embedding.</param>
public sealed record EnrolledEmbedding(Person Person, Template Template, ReadOnlyMemory<float> Embedding);
