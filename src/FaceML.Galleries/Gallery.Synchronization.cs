namespace FaceML.Galleries;

/// <content>The mirror in memory follows the store: what the audit log says was changed since is read again.</content>
public sealed partial class Gallery
{
    // Records decrypted side by side. Few enough that most are gone before a garbage collection would keep them.
    private const int TemplatesAtOnce = 512;

    /// <summary>Brings the mirror to the store's state. Cheap when nothing happened.</summary>
    private void Synchronize()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (store.ReadSequence() == Volatile.Read(ref mirror).Sequence)
        {
            return;
        }

        gate.EnterWriteLock();
        try
        {
            using IGallerySession session = store.Begin(write: false);
            Refresh(session);
        }
        finally
        {
            gate.ExitWriteLock();
        }

        ConsiderIndex();
    }

    /// <summary>Runs a change: the mirror is brought to the state that the change begins with, the change is committed, and the mirror
    /// follows.</summary>
    private T Change<T>(Func<IGallerySession, T> work)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        T result;
        lock (writing)
        {
            using IGallerySession session = store.Begin(write: true);
            RefreshAlone(session);
            result = work(session);
        }

        return result;
    }

    // What follows a commit does not undo it: where the store goes away now, the caller is told that the change was made.
    private T Committed<T>(GalleryError error, string what, Func<T> rest)
    {
        try
        {
            return rest();
        }
        catch (GalleryException exception) when (exception.Error == GalleryError.StoreUnavailable)
        {
            throw new GalleryException(error, $"The gallery {Definition.Id} was changed, but {what}: {exception.Message}", exception);
        }
    }

    private T ReadBack<T>(Func<T> work) => Committed(GalleryError.OutcomeUnknown, "the change cannot be read back", () => Read(work));

    private long CleanAfter(List<StoredTemplate> erased) => Committed(GalleryError.TracesRemain, "not cleaned; run Purge later", () =>
    {
        Synchronize();
        return Clean(erased);
    });

    private static void Append(
        IGallerySession session, DateTimeOffset now, AuditAction action, long person, long other = 0, long count = 0) =>
        session.Append(AuditEntry.After(session.ReadLastEntry(), now, action, person, other, count));

    private void RefreshAlone(IGallerySession session)
    {
        gate.EnterWriteLock();
        try
        {
            Refresh(session);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    // The caller holds the write lock.
    private void Refresh(IGallerySession session)
    {
        if ((session.ReadLastEntry()?.Sequence ?? 0) == mirror.Sequence)
        {
            return;
        }

        HashSet<long> changed = [];
        long last = mirror.Sequence;
        bool everything = last < 0;
        foreach (AuditEntry entry in session.ReadAudit(Math.Max(0, last)))
        {
            last = entry.Sequence;
            everything |= entry.Person == 0;
            changed.Add(entry.Person);
            if (entry.Action == AuditAction.Merged)
            {
                changed.Add(entry.Other);
            }
        }

        // Reading all in order is quicker than many in parts.
        if (everything || changed.Count > 1000 && changed.Count > mirror.PersonCount)
        {
            RefreshKeys(session);
            Replace(LoadAll(session), last);
            return;
        }

        // A state between two entries is never searched: the caller holds the write lock, and a failure starts anew.
        mirror.Sequence = -1;
        foreach (long key in changed)
        {
            mirror.Vacate(key);
        }

        if (TryLoad(session, changed, mirror))
        {
            mirror.Forget(changed);
            mirror.Sequence = last;
        }
        else
        {
            Replace(LoadAll(session), last);
        }
    }

    private GalleryMirror LoadAll(IGallerySession session)
    {
        if (StoreMayCompare && options.Search is (SearchMethod.Automatic or SearchMethod.Index))
        {
            GalleryMirror light = NewMirror(comparedByStore: true);
            if (TryLoad(session, null, light))
            {
                return light;
            }
        }

        GalleryMirror anew = NewMirror(LoadIndex(session));
        try
        {
            _ = TryLoad(session, null, anew);
            if (anew.Index is not null)
            {
                anew.DropUnknown(AllKeys(session));
            }

            return anew;
        }
        catch
        {
            anew.Dispose();
            throw;
        }
    }

    private void Replace(GalleryMirror anew, long sequence)
    {
        anew.Sequence = sequence;
        GalleryMirror before = mirror;
        Volatile.Write(ref mirror, anew);
        before.Dispose();
    }

    // A store sees vectors that are not secret: unencrypted ones, and renewable ones, which are made to be worth nothing elsewhere.
    private bool StoreMayCompare => store is IVectorStore able && Definition.Dimension <= able.LargestDimension
        && Definition.Fusion != ScoreFusion.AverageTemplate && (options.Keys is null || Definition.Renewable);

    private StoredTemplate Seal(StoredTemplate template, ReadOnlyMemory<float> vector) =>
        sealer.Seal(template, vector.Span) with { Vector = StoreMayCompare ? vector : default };

    private void RefreshKeys(IGallerySession session)
    {
        StoredGallery stored = session.ReadGallery()
            ?? throw new GalleryException(GalleryError.NotFound, $"The gallery {Definition.Id} is gone from {store.Location}.");
        if (stored.RenewalKeyId != renewalKeyId || (stored.RenewalKeyId is not null && transform is null))
        {
            transform = TransformOf(stored.RenewalKeyId);
            renewalKeyId = stored.RenewalKeyId;
        }
    }

    private RenewableTransform? TransformOf(string? keyId) => keyId is null ? null
        : options.Keys is { } keys ? new RenewableTransform(keys.Derive(keyId, RenewalPurpose, Definition.Id), Definition.Dimension)
        : throw new GalleryException(
            GalleryError.KeyUnavailable,
            $"The templates of the gallery {Definition.Id} are transformed with the key \"{keyId}\"; no keys were given.");

    // Persons with their templates, both in the order of persons' keys. False where the store shall compare a template that it cannot: one
    // that was encrypted.
    private bool TryLoad(IGallerySession session, IReadOnlyCollection<long>? keys, GalleryMirror into)
    {
        StoredPerson[] persons = [.. session.ReadPersons(keys)];
        if (keys is null)
        {
            into.Reserve(persons.Length);
        }

        // Nothing else is asked of the session while all templates are read ahead.
        IEnumerable<(StoredTemplate, ReadOnlyMemory<float>)> templates = into.TakesVectors
            ? Vectors(keys is null ? Parts(session, keys).Prefetched() : Parts(session, keys))
            : session.ReadTemplates(keys, records: false).Select(template => (template, ReadOnlyMemory<float>.Empty));
        int next = 0;
        List<StoredTemplate> mine = [];
        List<ReadOnlyMemory<float>> vectors = [];
        foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in templates)
        {
            if (into.IsComparedByStore && !template.IsCompared)
            {
                return false;
            }

            while (next < persons.Length && persons[next].Key < template.Person)
            {
                Flush();
            }

            if (next == persons.Length || persons[next].Key != template.Person)
            {
                throw new GalleryException(
                    GalleryError.Damaged, $"Template {template.Key} of the gallery {Definition.Id} belongs to no person.");
            }

            mine.Add(template);
            vectors.Add(vector);
        }

        while (next < persons.Length)
        {
            Flush();
        }

        foreach (long[] part in into.Index is null ? [] : into.TakeMissing().Chunk(TemplatesAtOnce))
        {
            StoredTemplate[] lacking = [.. session.ReadTemplatesByKey(part)];
            float[] numbers = Unseal(lacking);
            for (int i = 0; i < lacking.Length; i++)
            {
                into.Index!.Add(lacking[i].Key, numbers.AsSpan(i * Definition.Dimension, Definition.Dimension));
            }
        }

        return true;

        void Flush()
        {
            into.Put(persons[next++], mine, i => vectors[i]);
            mine.Clear();
            vectors.Clear();
        }
    }

    private IEnumerable<(StoredTemplate Template, ReadOnlyMemory<float> Vector)> ReadVectors(
        IGallerySession session, IReadOnlyCollection<long>? persons) => Vectors(Parts(session, persons));

    private static IEnumerable<StoredTemplate[]> Parts(IGallerySession session, IReadOnlyCollection<long>? persons) =>
        session.ReadTemplates(persons).Chunk(TemplatesAtOnce);

    private IEnumerable<(StoredTemplate Template, ReadOnlyMemory<float> Vector)> Vectors(IEnumerable<StoredTemplate[]> parts)
    {
        foreach (StoredTemplate[] part in parts)
        {
            float[] vectors = Unseal(part);
            for (int i = 0; i < part.Length; i++)
            {
                yield return (part[i], vectors.AsMemory(i * Definition.Dimension, Definition.Dimension));
            }
        }
    }

    // The stored vectors, one after the other.
    private float[] Unseal(IReadOnlyList<StoredTemplate> templates)
    {
        float[] vectors = new float[templates.Count * Definition.Dimension];
        Unseal(templates, vectors);
        return vectors;
    }

    // Into the beginning of an array.
    private void Unseal(IReadOnlyList<StoredTemplate> templates, float[] vectors)
    {
        try
        {
            Parallel.For(
                0, templates.Count, new ParallelOptions { MaxDegreeOfParallelism = templates.Count < 64 ? 1 : options.ThreadCount },
                i => sealer.Open(templates[i], vectors.AsSpan(i * Definition.Dimension, Definition.Dimension)));
        }
        catch (AggregateException exception) when (exception.InnerException is GalleryException first)
        {
            throw new GalleryException(first.Error, first.Message, first);
        }
    }
}
