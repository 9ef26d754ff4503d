using System.Buffers;

namespace FaceML.Galleries;

/// <content>The approximate index: a cache that is built from the store beside exact searches, kept in a file that the store vouches for,
/// and rewritten by erasure.</content>
public sealed partial class Gallery
{
    // Of an index's nearest templates so many times more are compared exactly as persons are asked for.
    private const int CandidatesPerPerson = 4, LeastCandidates = 64;

    // Among few allowed templates an index finds less than comparing them all.
    private const long ExactAmong = 2000;

    private readonly CancellationTokenSource ending = new();
    private Task? building;
    private volatile bool storeIndexed;

    /// <summary>How searches are done now: exactly while an index is built.</summary>
    public SearchMethod SearchedBy => Read(() =>
        (mirror.IsComparedByStore ? ((IVectorStore)store).HasIndex : mirror.Index is not null) ? SearchMethod.Index : SearchMethod.Exact);

    /// <summary>Builds the index now, and waits for it; searches go on meanwhile. Without this call one is built in the background as soon
    /// as the options ask for it.</summary>
    /// <param name="cancellation">Ends the wait, not the work.</param>
    /// <exception cref="GalleryException">The options or the fusion rule an index out, or the store failed.</exception>
    public void BuildIndex(CancellationToken cancellation = default)
    {
        if (options.Search == SearchMethod.Exact || Definition.Fusion == ScoreFusion.AverageTemplate)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"The gallery {Definition.Id} must be searched by an index to build one; it is searched exactly.");
        }

        Synchronize();
        StartIndex()?.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    private static void RequireSearchable(GalleryDefinition definition, GalleryOptions options)
    {
        if (definition.Fusion == ScoreFusion.AverageTemplate && options.Search == SearchMethod.Index)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                $"Average templates must be searched exactly; the gallery {definition.Id} is opened with {SearchMethod.Index}.");
        }
    }

    private bool WantsIndex => Definition.Fusion != ScoreFusion.AverageTemplate
        && (options.Search == SearchMethod.Index
            || (options.Search == SearchMethod.Automatic && mirror.TemplateCount > ExactLimit));

    private int ExactLimit => mirror.IsComparedByStore
        ? Math.Min(options.ExactLimit, ((IVectorStore)store).ExactLimit)
        : options.ExactLimit;

    // An index at rest would show what encryption hides.
    private string? IndexFile => options.Keys is null ? store.IndexFile : null;

    private void ConsiderIndex()
    {
        if (WantsIndex)
        {
            _ = StartIndex();
        }
    }

    private Task? StartIndex()
    {
        lock (ending)
        {
            if (mirror.Index is not null || (mirror.IsComparedByStore && storeIndexed) || ending.IsCancellationRequested)
            {
                return null;
            }

            if (building is null or { IsCompleted: true })
            {
                building = Task.Run(mirror.IsComparedByStore ? BuildInStore : Build);
            }

            return building;
        }
    }

    private void BuildInStore()
    {
        ((IVectorStore)store).BuildIndex(ending.Token);
        storeIndexed = true;
    }

    private void Build()
    {
        string? keyBefore = renewalKeyId;
        GalleryMirror of = mirror;
        long[] persons = Read(() => mirror.Persons.Select(person => person.Key).Order().ToArray());
        UsearchIndex built = new(Definition.Dimension, of.TemplateCount + (of.TemplateCount / 8), Environment.ProcessorCount);
        try
        {
            List<long> keys = [];
            foreach (long[] part in persons.Chunk(PersonsAtOnce))
            {
                // Short sessions: a long one would keep the write-ahead log from being emptied.
                (StoredTemplate Template, ReadOnlyMemory<float> Vector)[] read;
                using (IGallerySession session = store.Begin(write: false))
                {
                    read = [.. ReadVectors(session, part)];
                }

                foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in read)
                {
                    ending.Token.ThrowIfCancellationRequested();
                    // Merged meanwhile, a template is read with both persons.
                    if (!built.Contains(template.Key))
                    {
                        built.Add(template.Key, vector.Span);
                        keys.Add(template.Key);
                    }
                }
            }

            // Changes look at the mirror under their lock alone.
            lock (writing)
            {
                Synchronize();
                if (TryMoveTo(built, keys, of, keyBefore))
                {
                    SaveIndex();
                }
                else
                {
                    built.Dispose();
                }
            }
        }
        catch
        {
            // Where the mirror has it already, it goes with the gallery.
            if (!ReferenceEquals(mirror.Index, built))
            {
                built.Dispose();
            }

            throw;
        }
    }

    // False where another mirror was read anew meanwhile, with other keys perhaps: the next change starts again.
    private bool TryMoveTo(UsearchIndex built, List<long> keys, GalleryMirror of, string? keyBefore)
    {
        gate.EnterWriteLock();
        try
        {
            bool same = ReferenceEquals(of, mirror) && renewalKeyId == keyBefore && mirror.Sequence >= 0;
            if (same)
            {
                mirror.MoveTo(built, keys);
            }

            return same;
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    // The caller is about to dispose the gallery.
    private void FinishIndex()
    {
        lock (ending)
        {
            ending.Cancel();
        }

        try
        {
            building?.Wait();
            lock (writing)
            {
                if (mirror.Index is not null && mirror.Sequence != savedSequence)
                {
                    SaveIndex();
                }
            }
        }
        catch (Exception exception) when (exception is AggregateException or GalleryException or OperationCanceledException)
        {
            // A cache: the next to open the gallery builds it again.
        }

        ending.Dispose();
    }

    // The caller holds a lock of the mirror, or is the only one to change it.
    private IReadOnlyList<(Person Person, float Score)>[] FindNearest(
        IReadOnlyList<ReadOnlyMemory<float>> probes, Func<Person, bool>? allowed, int top)
    {
        if (mirror.TakesVectors)
        {
            return mirror.Search(probes, allowed, top, options.ThreadCount);
        }

        using IGallerySession session = store.Begin(write: false);
        if (mirror.IsComparedByStore)
        {
            VectorFilter? among = FilterOf(allowed);
            return [.. probes.Select(probe => Best(session, FindInStore((IVectorSession)session, probe, among, top), probe, top))];
        }

        bool few = mirror.CountTemplates(allowed) <= ExactAmong;
        return
        [
            .. probes.Select(probe =>
            {
                IReadOnlyList<Person> persons = few
                    ? [.. mirror.Persons.Where(person => allowed is null || allowed(person))]
                    : mirror.Candidates(probe.Span, allowed, Math.Max(LeastCandidates, top * CandidatesPerPerson));
                return Best(session, persons, probe, top);
            }),
        ];
    }

    // Who is enrolled or erased since the mirror's state is no answer yet, or no more.
    private IReadOnlyList<Person> FindInStore(IVectorSession session, ReadOnlyMemory<float> probe, VectorFilter? among, int top) =>
        [.. session.FindNearest(probe, among, Math.Max(LeastCandidates, top * CandidatesPerPerson)).Select(mirror.Find).OfType<Person>()];

    // The shorter of both lists goes to the store: those who are meant, or those who are not.
    private VectorFilter? FilterOf(Func<Person, bool>? allowed)
    {
        if (allowed is null)
        {
            return null;
        }

        ILookup<bool, Person> parts = mirror.Persons.ToLookup(allowed);
        long templates = parts[true].Sum(person => (long)person.Templates.Count);
        bool excluded = parts[false].Count() < parts[true].Count();
        return new([.. parts[!excluded].Select(person => person.Key)], excluded, templates);
    }

    private IReadOnlyList<(Person Person, float Score)> Best(
        IGallerySession session, IReadOnlyList<Person> persons, ReadOnlyMemory<float> probe, int top) =>
        [.. Compare(session, persons, probe).OrderByDescending(found => found.Score).ThenBy(found => found.Person.Key).Take(top)];

    private float CompareWith(Person person, ReadOnlyMemory<float> probe)
    {
        using IGallerySession session = store.Begin(write: false);
        return Compare(session, [person], probe).Select(found => found.Score).FirstOrDefault(float.NaN);
    }

    // The exact scores of persons by the vectors of the store. Who is gone since has none.
    private IEnumerable<(Person Person, float Score)> Compare(
        IGallerySession session, IReadOnlyList<Person> persons, ReadOnlyMemory<float> probe)
    {
        Dictionary<long, Person> byKey = persons.ToDictionary(person => person.Key);
        Dictionary<long, (float Best, double Sum, int Count)> scores = [];
        foreach (StoredTemplate[] part in Parts(session, byKey.Keys))
        {
            // A new array for each search would be a large object: garbage that is collected with everything else.
            float[] vectors = ArrayPool<float>.Shared.Rent(part.Length * Definition.Dimension);
            try
            {
                Unseal(part, vectors);
                for (int i = 0; i < part.Length; i++)
                {
                    float score = TensorPrimitives.Dot(probe.Span, vectors.AsSpan(i * Definition.Dimension, Definition.Dimension));
                    (float best, double sum, int count) = scores.GetValueOrDefault(part[i].Person, (float.NegativeInfinity, 0, 0));
                    scores[part[i].Person] = (Math.Max(best, score), sum + score, count + 1);
                }
            }
            finally
            {
                ArrayPool<float>.Shared.Return(vectors, clearArray: true);
            }
        }

        return scores.Select(
            of => (byKey[of.Key], Definition.Fusion == ScoreFusion.Mean ? (float)(of.Value.Sum / of.Value.Count) : of.Value.Best));
    }
}
