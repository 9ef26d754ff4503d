namespace FaceML.Galleries.Search;

/// <content>Searches among what is held.</content>
internal sealed partial class GalleryMirror
{
    /// <summary>How many comparisons a search among some persons makes: their templates.</summary>
    public long CountTemplates(Func<Person, bool>? isAllowed) =>
        isAllowed is null ? TemplateCount : Persons.Where(isAllowed).Sum(person => (long)person.Templates.Count);

    /// <summary>The persons of an index's nearest templates: those that an exact comparison shall decide among.</summary>
    public IReadOnlyList<Person> Candidates(ReadOnlySpan<float> probe, Func<Person, bool>? isAllowed, int count)
    {
        Func<long, bool>? allowed = isAllowed is null ? null : key =>
            slotOfTemplate.TryGetValue(key, out int slot) && isAllowed(persons[slot]!);
        return [.. index!.Search(probe, count, allowed).Where(slotOfTemplate.ContainsKey).Select(key => persons[slotOfTemplate[key]]!)
            .Distinct()];
    }

    /// <summary>The persons of each probe that an exact comparison shall decide among, by the bits held here.</summary>
    public IReadOnlyList<Person>[] Candidates(
        IReadOnlyList<ReadOnlyMemory<float>> probes, Func<Person, bool>? isAllowed, int top, int threads) =>
        [.. QuantizedSearch.Find(table, rows, AllowedSlots(isAllowed), fusion == ScoreFusion.Mean, probes, top, threads)
            .Select(found => (IReadOnlyList<Person>)[.. found.Select(slot => persons[slot]!)])];

    /// <summary>The most alike persons of each probe, by the vectors held here.</summary>
    public IReadOnlyList<(Person Person, float Score)>[] Search(
        IReadOnlyList<ReadOnlyMemory<float>> probes, Func<Person, bool>? isAllowed, int top, int threads) =>
        [.. ExactSearch.Find(table, rows, AllowedSlots(isAllowed), fusion == ScoreFusion.Mean, probes, top, threads)
            .Select(found => (IReadOnlyList<(Person, float)>)[.. found.Select(one => (persons[one.Slot]!, one.Score))])];

    /// <summary>The fused score of one person; NaN without templates.</summary>
    public float Score(Person person, ReadOnlySpan<float> probe) =>
        ExactSearch.ScoreOf(table, rows[slotOfKey[person.Key]]!, fusion == ScoreFusion.Mean, probe);

    // Asked once of each person, from one thread.
    private Func<int, bool>? AllowedSlots(Func<Person, bool>? isAllowed)
    {
        bool[]? allowed = isAllowed is null ? null : [.. persons.Select(person => person is not null && isAllowed(person))];
        return allowed is null ? null : slot => allowed[slot];
    }
}
