using System.Numerics.Tensors;
using System.Security.Cryptography;
using FaceML.Galleries.Protection;
using FaceML.Galleries.Search;
using FaceML.Galleries.Stores;

namespace FaceML.Galleries;

/// <content>The approximate index: a cache that is built from the store beside exact searches, kept in a file that the store vouches for,
/// and rewritten by erasure.</content>
public sealed partial class Gallery
{
    // Of an index's nearest templates so many times more are compared exactly as persons are asked for.
    private const int CandidatesPerPerson = 4, LeastCandidates = 64;

    // Among few allowed templates an index finds less than comparing them all.
    private const long ExactAmong = 2000;
    private const int WipeBytes = 1 << 20;

    private readonly CancellationTokenSource ending = new();
    private Task? building;
    private long savedSequence = -1;

    /// <summary>How searches are done now: exactly while an index is built.</summary>
    public SearchMethod SearchedBy => Read(() => mirror.Index is null ? SearchMethod.Exact : SearchMethod.Index);

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
            || (options.Search == SearchMethod.Automatic && mirror.TemplateCount > options.ExactLimit));

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
            if (mirror.Index is not null || ending.IsCancellationRequested)
            {
                return null;
            }

            if (building is null or { IsCompleted: true })
            {
                building = Task.Run(Build);
            }

            return building;
        }
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

    // The caller holds the lock of changes.
    private void SaveIndex()
    {
        if (IndexFile is not { } path || mirror.Index is null)
        {
            return;
        }

        using IGallerySession session = store.Begin(write: true);
        gate.EnterWriteLock();
        try
        {
            Refresh(session);
        }
        finally
        {
            gate.ExitWriteLock();
        }

        if (mirror.Index is not { } index)
        {
            return;
        }

        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            index.Save(temporary);
            using (FileStream stream = new(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                stream.Flush(flushToDisk: true);
                string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
                session.WriteGallery(session.ReadGallery()! with { Index = new(hash, mirror.Sequence) });
            }

            // Renamed before the commit: a file that nobody vouches for is harmless, one that is vouched for must be there.
            File.Move(temporary, path, overwrite: true);
            session.Commit();
            savedSequence = mirror.Sequence;
        }
        catch (IOException exception)
        {
            File.Delete(temporary);
            throw new GalleryException(
                GalleryError.StoreFull, $"The index of the gallery {Definition.Id} cannot be written: {exception.Message}", exception);
        }
    }

    // The index of the file, if the store vouches for it; null else. What changed since it was written is mended by the caller.
    private UsearchIndex? LoadIndex(IGallerySession session)
    {
        if (IndexFile is not { } path || options.Search == SearchMethod.Exact || session.ReadGallery()?.Index is not { } vouched
            || !File.Exists(path))
        {
            return null;
        }

        try
        {
            UsearchIndex? loaded = UsearchIndex.Load(path, vouched.Sha256, Definition.Dimension, Environment.ProcessorCount);
            savedSequence = loaded is null ? -1 : vouched.Sequence;
            return loaded;
        }
        catch (Exception exception) when (exception is IOException or GalleryException)
        {
            // A cache: it is built again.
            return null;
        }
    }

    private static IEnumerable<long> AllKeys(IGallerySession session)
    {
        for (long key = 1, next = session.ReadGallery()!.NextTemplate; key < next; key++)
        {
            yield return key;
        }
    }

    private void WipeIndexFile()
    {
        if (store.IndexFile is not { } path || !File.Exists(path))
        {
            return;
        }

        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            byte[] zeros = new byte[WipeBytes];
            for (long left = stream.Length; left > 0; left -= zeros.Length)
            {
                stream.Write(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
            }

            stream.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }

    private long ReadIndexFile(RawBytes read)
    {
        if (store.IndexFile is not { } path || !File.Exists(path))
        {
            return 0;
        }

        byte[] bytes = File.ReadAllBytes(path);
        read(path, 0, bytes);
        return bytes.Length;
    }

    // The form in which an index keeps a vector.
    private byte[] IndexedForm(ReadOnlyMemory<float> vector)
    {
        using UsearchIndex one = new(Definition.Dimension, 1, 1);
        one.Add(1, vector.Span);
        return one.Stored(1)!;
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
        if (mirror.Index is null)
        {
            return mirror.Search(probes, allowed, top, options.ThreadCount);
        }

        bool few = mirror.CountTemplates(allowed) <= ExactAmong;
        return
        [
            .. probes.Select(probe =>
            {
                IReadOnlyList<Person> persons = few
                    ? [.. mirror.Persons.Where(person => allowed is null || allowed(person))]
                    : mirror.Candidates(probe.Span, allowed, Math.Max(LeastCandidates, top * CandidatesPerPerson));
                return (IReadOnlyList<(Person, float)>)[.. Compare(persons, probe).OrderByDescending(found => found.Score)
                    .ThenBy(found => found.Person.Key).Take(top)];
            }),
        ];
    }

    // The exact scores of persons by the vectors of the store. Who is gone since has none.
    private IEnumerable<(Person Person, float Score)> Compare(IReadOnlyList<Person> persons, ReadOnlyMemory<float> probe)
    {
        Dictionary<long, Person> byKey = persons.ToDictionary(person => person.Key);
        Dictionary<long, (float Best, double Sum, int Count)> scores = [];
        using (IGallerySession session = store.Begin(write: false))
        {
            foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in ReadVectors(session, byKey.Keys))
            {
                float score = TensorPrimitives.Dot(probe.Span, vector.Span);
                (float best, double sum, int count) = scores.GetValueOrDefault(template.Person, (float.NegativeInfinity, 0, 0));
                scores[template.Person] = (Math.Max(best, score), sum + score, count + 1);
            }
        }

        return scores.Select(
            of => (byKey[of.Key], Definition.Fusion == ScoreFusion.Mean ? (float)(of.Value.Sum / of.Value.Count) : of.Value.Best));
    }
}
