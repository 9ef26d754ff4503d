using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Decisions;

namespace FaceML.Galleries;

/// <content>Enrollment.</content>
public sealed partial class Gallery
{
    /// <summary>Enrolls one embedding.</summary>
    /// <exception cref="GalleryException">The embedding, its recipe or a text is not valid here, or the store failed;
    /// nothing was enrolled then.</exception>
    public EnrollmentResult Enroll(Enrollment enrollment) => Enroll([enrollment])[0];

    /// <summary>Enrolls several embeddings together: all that pass the checks, or, where an exception is thrown, none.</summary>
    /// <param name="enrollments">The embeddings with their persons; each is compared with what is enrolled and with those before
    /// it.</param>
    /// <returns>What came of each, in order.</returns>
    /// <exception cref="GalleryException">An embedding, a recipe or a text is not valid here, or the store failed; nothing
    /// was enrolled then.</exception>
    public IReadOnlyList<EnrollmentResult> Enroll(IReadOnlyList<Enrollment> enrollments)
    {
        ArgumentNullException.ThrowIfNull(enrollments);
        for (int i = 0; i < enrollments.Count; i++)
        {
            Validate(enrollments[i], enrollments.Count == 1 ? "The embedding" : $"Embedding {i + 1} ({enrollments[i].PersonId})");
        }

        if (enrollments.Count == 0)
        {
            return [];
        }

        EnrollmentDraft[] drafts = Change(session =>
        {
            EnrollmentDraft[] all = [.. enrollments.Select(enrollment => new EnrollmentDraft(enrollment, Protect(enrollment.Embedding)))];
            Judge(all);
            Write(session, all);
            return all;
        });
        return ReadBack(() => (IReadOnlyList<EnrollmentResult>)
            [.. drafts.Select(
                draft => new EnrollmentResult(draft.Status, mirror.Find(draft.Enrollment.PersonId), draft.TemplateKey, draft.Duplicate))]);
    }

    private void Validate(Enrollment enrollment, string what)
    {
        GalleryText.RequireId(enrollment.PersonId, "The id of a person");
        Checked(enrollment.Embedding, enrollment.Recipe, what);
        GalleryText.RequireHash(enrollment.SourceSha256);
        if (enrollment.Quality is { } quality && !(quality is >= 0 and <= 100))
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                FormattableString.Invariant($"The quality of a face must lie between 0 and 100; it is {quality}."));
        }

        Validate(enrollment.Person);
    }

    // Sets the status of each; nothing is written yet. The mirror is that of the session.
    private void Judge(EnrollmentDraft[] drafts)
    {
        HashSet<(string, string)> images = [];
        foreach (EnrollmentDraft draft in drafts)
        {
            Enrollment enrollment = draft.Enrollment;
            bool sameImage = enrollment.SourceSha256 is { } source
                && (!images.Add((enrollment.PersonId, source.ToUpperInvariant()))
                    || mirror.Find(enrollment.PersonId)?.Templates.Any(
                        t => source.Equals(t.SourceSha256, StringComparison.OrdinalIgnoreCase)) == true);
            draft.Status = sameImage ? EnrollmentStatus.AlreadyEnrolled
                : Definition.MinimumQuality is { } least && !(enrollment.Quality >= least) ? EnrollmentStatus.LowQuality
                : EnrollmentStatus.Enrolled;
        }

        if (Definition.Duplicates != DuplicateRule.Ignore && options.Threshold is not null)
        {
            FindDuplicates([.. drafts.Where(draft => draft.Status == EnrollmentStatus.Enrolled)]);
        }
    }

    // The second best is asked for too: the best may be the person itself.
    private void FindDuplicates(EnrollmentDraft[] drafts)
    {
        IReadOnlyList<(Person Person, float Score)>[] nearest = FindNearest([.. drafts.Select(draft => draft.Vector)], null, top: 2);
        SearchThreshold threshold = ThresholdFor(mirror.TemplateCount + drafts.Length);
        for (int i = 0; i < drafts.Length; i++)
        {
            string id = drafts[i].Enrollment.PersonId;
            (Person? Person, float Score) other = nearest[i].FirstOrDefault(found => found.Person.Id != id);
            Candidate? duplicate = other.Person is null ? null : new Candidate(other.Person, other.Score, 1, threshold.Decide(other.Score));
            foreach (EnrollmentDraft before in drafts.Take(i)
                .Where(before => before.Enrollment.PersonId != id && before.Status == EnrollmentStatus.Enrolled))
            {
                float score = TensorPrimitives.Dot(drafts[i].Vector.Span, before.Vector.Span);
                if (threshold.Decide(score) == MatchDecision.Match && !(duplicate?.Score >= score))
                {
                    duplicate = new Candidate(
                        mirror.Find(before.Enrollment.PersonId)
                        ?? before.NewPerson(options.Clock.GetUtcNow()), score, 1, MatchDecision.Match);
                }
            }

            if (duplicate is { Decision: MatchDecision.Match })
            {
                drafts[i].Duplicate = duplicate;
                drafts[i].Status = Definition.Duplicates == DuplicateRule.Refuse ? EnrollmentStatus.Duplicate : EnrollmentStatus.Enrolled;
            }
        }
    }

    private void Write(IGallerySession session, EnrollmentDraft[] drafts)
    {
        StoredGallery gallery = session.ReadGallery()!;
        (long nextPerson, long nextTemplate) = (gallery.NextPerson, gallery.NextTemplate);
        DateTimeOffset now = options.Clock.GetUtcNow();
        AuditEntry? last = session.ReadLastEntry();
        IEnumerable<EnrollmentDraft> enrolled = drafts.Where(draft => draft.Status == EnrollmentStatus.Enrolled);
        foreach (IGrouping<string, EnrollmentDraft> of in enrolled.GroupBy(draft => draft.Enrollment.PersonId, StringComparer.Ordinal))
        {
            StoredPerson person = mirror.Find(of.Key) is { } known ? Stored(known) : new(nextPerson++, of.Key, null, null, null, null, now);
            session.WritePerson(of.Aggregate(person, (changed, draft) => Apply(draft.Enrollment.Person, changed)));
            long first = nextTemplate;
            foreach (EnrollmentDraft draft in of)
            {
                draft.TemplateKey = nextTemplate++;
                StoredTemplate template = new(
                    draft.TemplateKey.Value, person.Key, draft.Enrollment.Quality, draft.Enrollment.SourceSha256?.ToLowerInvariant(), now,
                    []);
                session.WriteTemplate(Seal(template, draft.Vector));
            }

            last = AuditEntry.After(last, now, AuditAction.Enrolled, person.Key, first, nextTemplate - first);
            session.Append(last);
        }

        if (nextTemplate > gallery.NextTemplate)
        {
            session.WriteGallery(gallery with { NextPerson = nextPerson, NextTemplate = nextTemplate });
            session.Commit();
        }
    }

    private sealed class EnrollmentDraft(Enrollment enrollment, ReadOnlyMemory<float> vector)
    {
        public Enrollment Enrollment => enrollment;

        public ReadOnlyMemory<float> Vector => vector;

        public EnrollmentStatus Status { get; set; }

        public Candidate? Duplicate { get; set; }

        public long? TemplateKey { get; set; }

        // Somebody of the same batch who is not stored yet, for the answer.
        public Person NewPerson(DateTimeOffset now) => new()
        {
            Key = 0,
            Id = enrollment.PersonId,
            Name = enrollment.Person?.Name,
            Created = now,
            Templates = [],
        };
    }
}
