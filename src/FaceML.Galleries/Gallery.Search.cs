using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Decisions;

namespace FaceML.Galleries;

/// <content>Search and verification.</content>
public sealed partial class Gallery
{
    /// <summary>Who is this? The most alike persons of a probe, each with score, rank and decision.</summary>
    /// <param name="embedding">The probe's embedding.</param>
    /// <param name="recipe">What made it.</param>
    /// <param name="search">How many, among whom; null for the ten best of all.</param>
    /// <exception cref="GalleryException">The embedding or its recipe is not one that the gallery takes, or the store failed.</exception>
    public SearchResult Search(ReadOnlyMemory<float> embedding, GalleryRecipe recipe, SearchOptions? search = null) =>
        Search([embedding], recipe, search)[0];

    /// <summary>The same for several probes, which takes less time than one after the other.</summary>
    /// <param name="embeddings">The probes' embeddings.</param>
    /// <param name="recipe">What made them.</param>
    /// <param name="search">How many, among whom; null for the ten best of all.</param>
    /// <exception cref="GalleryException">An embedding or the recipe is not one that the gallery takes, or the store failed.</exception>
    public IReadOnlyList<SearchResult> Search(
        IReadOnlyList<ReadOnlyMemory<float>> embeddings, GalleryRecipe recipe, SearchOptions? search = null)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        search ??= SearchOptions.Default;
        search.Validate();
        ReadOnlyMemory<float>[] probes =
            [.. embeddings.Select((embedding, i) => Checked(embedding, recipe, embeddings.Count == 1 ? "The probe" : $"Probe {i + 1}"))];
        return Read(() =>
        {
            Func<Person, bool>? allowed = AllowedBy(search.Filter);
            SearchThreshold threshold = ThresholdFor(mirror.CountTemplates(allowed));
            ReadOnlyMemory<float>[] compared = [.. probes.Select(Protect)];
            return (IReadOnlyList<SearchResult>)
            [
                .. FindNearest(compared, allowed, search.Top).Select(found => new SearchResult(
                    [.. found.Select((one, i) => new Candidate(one.Person, one.Score, i + 1, threshold.Decide(one.Score)))], threshold)),
            ];
        });
    }

    /// <summary>Is this the person? Decided by the threshold for a gallery of the person's templates alone.</summary>
    /// <param name="embedding">The probe's embedding.</param>
    /// <param name="recipe">What made it.</param>
    /// <param name="personId">The person's id.</param>
    /// <exception cref="GalleryException">There is no such person, the embedding or its recipe is not one that the gallery takes, or the
    /// store failed.</exception>
    public VerificationResult Verify(ReadOnlyMemory<float> embedding, GalleryRecipe recipe, string personId)
    {
        ReadOnlyMemory<float> probe = Checked(embedding, recipe, "The probe");
        return Read(() =>
        {
            Person person = Require(personId);
            SearchThreshold threshold = ThresholdFor(person.Templates.Count);
            float score = mirror.HoldsVectors ? mirror.Score(person, Protect(probe).Span) : CompareWith(person, Protect(probe));
            return new VerificationResult(person, score, IsExpired(person) ? MatchDecision.Uncertain : threshold.Decide(score), threshold);
        });
    }

    /// <summary>The threshold of a search among everybody now, with its grounds.</summary>
    public SearchThreshold Threshold => Read(() => ThresholdFor(mirror.CountTemplates(AllowedBy(null))));

    private SearchThreshold ThresholdFor(long templates)
    {
        SearchThreshold found = options.Threshold?.For(templates) ?? SearchThreshold.None;
        return Definition.Fusion == ScoreFusion.AverageTemplate ? found.WithoutPromise() : found;
    }

    // Null where everybody may be found: the usual case costs nothing a person.
    private Func<Person, bool>? AllowedBy(Func<Person, bool>? filter)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        bool someExpired = mirror.FirstExpiry <= now;
        return (filter, someExpired) switch
        {
            (null, false) => null,
            (null, true) => person => !(person.Expires <= now),
            (_, false) => filter,
            _ => person => !(person.Expires <= now) && filter(person),
        };
    }

    private bool IsExpired(Person person) => person.Expires <= options.Clock.GetUtcNow();
}
