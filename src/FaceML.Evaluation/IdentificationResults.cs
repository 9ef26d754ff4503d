using System.Numerics.Tensors;

namespace FaceML.Evaluation;

/// <summary>
/// The searches of an identification (1:N) evaluation. Candidates are people: a person's score is that of the best of its templates.
/// Immutable and thread-safe. Intervals are Wilson's, on the number of probes or, where people have several, on the effective number of
/// independent ones; they are about further probes searched in this gallery.
/// </summary>
internal sealed class IdentificationResults
{
    private readonly ProbeResult[] probes;
    private readonly int[]? people;

    /// <summary>Searches made elsewhere.</summary>
    /// <param name="probes">What each search found.</param>
    /// <param name="galleryPeople">The number of people in the gallery.</param>
    /// <param name="probeIdentities">The person of each probe, any whole numbers; empty when every probe is another person.</param>
    /// <exception cref="EvaluationDataException">No search, one with a score that is not a number (with its row), or lengths that do not
    /// fit.</exception>
    public IdentificationResults(ReadOnlySpan<ProbeResult> probes, int galleryPeople, ReadOnlySpan<int> probeIdentities = default)
    {
        this.probes = probes.ToArray();
        if (!probeIdentities.IsEmpty && probeIdentities.Length != probes.Length)
        {
            throw new EvaluationDataException($"{probes.Length} searches require as many identities; there are {probeIdentities.Length}.");
        }

        if (probeIdentities.ToArray() is { Length: > 0 } identities && identities.Distinct().Count() < identities.Length)
        {
            Dictionary<int, int> dense = identities.Distinct().Index().ToDictionary(p => p.Item, p => p.Index);
            people = [.. identities.Select(i => dense[i])];
        }

        GalleryPeople = galleryPeople;
        if (probes.IsEmpty || galleryPeople < 1)
        {
            throw new EvaluationDataException(
                $"Identification requires probes and people in the gallery; there are {probes.Length} and {galleryPeople}.");
        }

        for (int i = 0; i < probes.Length; i++)
        {
            if (float.IsNaN(probes[i].MateScore) || float.IsNaN(probes[i].BestOtherScore) || probes[i].Rank < 0
                || probes[i].Rank > galleryPeople)
            {
                throw new EvaluationDataException(
                    $"Probe {i}: rank {probes[i].Rank}, scores {probes[i].MateScore} and {probes[i].BestOtherScore} are no search among "
                        + $"{galleryPeople} people.", i);
            }
        }

        MatedCount = this.probes.Count(p => p.IsMated);
    }

    /// <summary>The number of people in the gallery, N.</summary>
    public int GalleryPeople { get; }

    /// <summary>The searches.</summary>
    public IReadOnlyList<ProbeResult> Probes => probes;

    /// <summary>The number of probes whose person is in the gallery.</summary>
    public int MatedCount { get; }

    /// <summary>Searches every probe in the gallery by the dot product.</summary>
    /// <param name="probes">Rows of <paramref name="dimension"/> numbers.</param>
    /// <param name="probeIdentities">Their people; one that is not in the gallery makes a non-mated (open-set) search.</param>
    /// <param name="gallery">Rows of <paramref name="dimension"/> numbers.</param>
    /// <param name="galleryIdentities">Their people.</param>
    /// <param name="dimension">The length of a row.</param>
    /// <exception cref="EvaluationDataException">Sizes that do not fit, or a score that is not a number.</exception>
    public static IdentificationResults Search(
        ReadOnlyMemory<float> probes, ReadOnlyMemory<int> probeIdentities, ReadOnlyMemory<float> gallery,
        ReadOnlyMemory<int> galleryIdentities, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        if (probes.Length != (long)probeIdentities.Length * dimension || gallery.Length != (long)galleryIdentities.Length * dimension
            || galleryIdentities.IsEmpty)
        {
            throw new EvaluationDataException(
                $"{probeIdentities.Length} probes and {galleryIdentities.Length} templates of {dimension} numbers do not fit "
                    + $"{probes.Length} and {gallery.Length} numbers, or the gallery is empty.");
        }

        Dictionary<int, int> people = [];
        int[] personOf = new int[galleryIdentities.Length];
        for (int i = 0; i < personOf.Length; i++)
        {
            if (!people.TryGetValue(galleryIdentities.Span[i], out personOf[i]))
            {
                personOf[i] = people.Count;
                people.Add(galleryIdentities.Span[i], personOf[i]);
            }
        }

        ProbeResult[] results = new ProbeResult[probeIdentities.Length];
        Parallel.For(0, results.Length, p =>
        {
            float[] best = new float[people.Count];
            Array.Fill(best, float.NegativeInfinity);
            ReadOnlySpan<float> probe = probes.Span.Slice(p * dimension, dimension), templates = gallery.Span;
            for (int i = 0; i < personOf.Length; i++)
            {
                // A score that is not a number must not vanish in a comparison.
                float score = TensorPrimitives.Dot(probe, templates.Slice(i * dimension, dimension));
                best[personOf[i]] = float.IsNaN(score) ? float.NaN : Math.Max(best[personOf[i]], score);
            }

            results[p] = Rank(best, people.TryGetValue(probeIdentities.Span[p], out int mate) ? mate : -1);
        });
        return new IdentificationResults(results, people.Count, probeIdentities.Span);
    }

    /// <summary>The same probes, each searched in the gallery without its own person: non-mated searches, for the FPIR.</summary>
    public IdentificationResults WithoutMates() =>
        new([.. probes.Select(p => new ProbeResult(0, float.NegativeInfinity, p.BestOtherScore))], GalleryPeople, people);

    /// <summary>
    /// The cumulative match characteristic: the share of mated searches whose mate has at most each rank, from 1 to
    /// <paramref name="ranks"/>.
    /// </summary>
    /// <exception cref="EvaluationDataException">No mated search.</exception>
    public IReadOnlyList<Estimate> CumulativeMatches(int ranks, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ranks);
        RequireMated();
        return [.. Enumerable.Range(1, ranks).Select(r => RateOf(true, p => p.Rank <= r, confidence))];
    }

    /// <summary>
    /// FNIR(N, R, T): the share of mated searches whose mate is not among the first <paramref name="rank"/> candidates or scores below
    /// <paramref name="threshold"/> (ISO/IEC 19795-1).
    /// </summary>
    /// <exception cref="EvaluationDataException">No mated search.</exception>
    public Estimate FalseNegativeRate(float threshold, int rank = 1, double confidence = 0.95)
    {
        RequireMated();
        return RateOf(true, p => p.Rank > rank || !(p.MateScore >= threshold), confidence);
    }

    /// <summary>FPIR(N, T): the share of non-mated searches that return any candidate.</summary>
    /// <exception cref="EvaluationDataException">No non-mated search.</exception>
    public Estimate FalsePositiveRate(float threshold, double confidence = 0.95)
    {
        RequireNonMated();
        return RateOf(false, p => p.BestOtherScore >= threshold, confidence);
    }

    /// <summary>The lowest threshold at which the FPIR measured here is at most <paramref name="falsePositiveRate"/>.</summary>
    /// <exception cref="EvaluationDataException">No non-mated search.</exception>
    public float ThresholdAt(double falsePositiveRate)
    {
        if (!(falsePositiveRate >= 0 && falsePositiveRate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(falsePositiveRate), falsePositiveRate, "A rate lies between 0 and 1.");
        }

        RequireNonMated();
        float[] best = [.. probes.Where(p => !p.IsMated).Select(p => p.BestOtherScore).OrderDescending()];
        return MathF.BitIncrement(best[(int)(falsePositiveRate * best.Length)]);
    }

    private Estimate RateOf(bool mated, Predicate<ProbeResult> isEvent, double confidence)
    {
        int[] rows = [.. Enumerable.Range(0, probes.Length).Where(i => probes[i].IsMated == mated)];
        int[] events = [.. rows.Where(i => isEvent(probes[i]))];
        if (people is null)
        {
            return Estimate.Rate(events.Length, rows.Length, confidence);
        }

        // Probes of one person stand and fall together, as genuine comparisons do.
        IdentityClusters clusters = IdentityClusters.FromPairs(rows.Select(i => (people[i], people[i])), genuine: true, people.Max() + 1);
        return Estimate.Rate(events.Length, rows.Length,
            clusters.EffectiveSize(events.Select(i => (people[i], people[i])), (1 + confidence) / 2), confidence);
    }

    private static ProbeResult Rank(float[] best, int mate)
    {
        float mateScore = mate < 0 ? float.NegativeInfinity : best[mate], other = float.NegativeInfinity;
        int before = 0;
        for (int i = 0; i < best.Length; i++)
        {
            if (i != mate)
            {
                other = float.IsNaN(best[i]) || float.IsNaN(other) ? float.NaN : Math.Max(other, best[i]);
                before += best[i] >= mateScore ? 1 : 0;
            }
        }

        return new ProbeResult(mate < 0 ? 0 : before + 1, mateScore, other);
    }

    private void RequireMated()
    {
        if (MatedCount == 0)
        {
            throw new EvaluationDataException("No probe's person is in the gallery: there is no mated search.");
        }
    }

    private void RequireNonMated()
    {
        if (MatedCount == probes.Length)
        {
            throw new EvaluationDataException("Every probe's person is in the gallery: there is no non-mated search.");
        }
    }
}
