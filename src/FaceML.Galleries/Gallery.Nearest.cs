using System.Buffers;

namespace FaceML.Galleries;

/// <content>The most alike persons, whoever finds them: vectors in memory, their bits, an index or the store. The last three name
/// candidates, whose vectors are read from the store and compared exactly.</content>
public sealed partial class Gallery
{
    // Of an index's nearest templates so many times more are compared exactly as persons are asked for.
    private const int CandidatesPerPerson = 4, LeastCandidates = 64;

    // Among few allowed templates an index finds less than comparing them all.
    private const long ExactAmong = 2000;

    // The caller holds a lock of the mirror, or is the only one to change it.
    private IReadOnlyList<(Person Person, float Score)>[] FindNearest(
        IReadOnlyList<ReadOnlyMemory<float>> probes, Func<Person, bool>? allowed, int top)
    {
        if (mirror.HoldsVectors)
        {
            return mirror.Search(probes, allowed, top, options.ThreadCount);
        }

        using IGallerySession session = store.Begin(write: false);
        if (mirror.IsComparedByStore)
        {
            VectorFilter? among = FilterOf(allowed);
            return [.. probes.Select(probe => Best(session, FindInStore((IVectorSession)session, probe, among, top), probe, top))];
        }

        if (mirror.IsQuantized)
        {
            return
            [
                .. mirror.Candidates(probes, allowed, top, options.ThreadCount)
                    .Select((persons, i) => Best(session, persons, probes[i], top)),
            ];
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
        return Definition.Fusion == ScoreFusion.AverageTemplate
            ? CompareAverages(session, byKey, probe)
            : CompareTemplates(session, byKey, probe);
    }

    private IEnumerable<(Person Person, float Score)> CompareAverages(
        IGallerySession session, Dictionary<long, Person> byKey, ReadOnlyMemory<float> probe)
    {
        foreach (var of in ReadVectors(session, byKey.Keys).GroupBy(read => read.Template.Person))
        {
            ReadOnlyMemory<float>[] vectors = [.. of.Select(read => read.Vector)];
            yield return (byKey[of.Key], TensorPrimitives.Dot(probe.Span, GalleryMirror.Average(vectors.Length, i => vectors[i])));
        }
    }

    private IEnumerable<(Person Person, float Score)> CompareTemplates(
        IGallerySession session, Dictionary<long, Person> byKey, ReadOnlyMemory<float> probe)
    {
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
