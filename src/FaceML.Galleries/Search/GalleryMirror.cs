using System.Numerics.Tensors;
using FaceML.Galleries.Stores;

namespace FaceML.Galleries.Search;

/// <summary>
/// What a process holds of a gallery in memory: its persons and their vectors, as of one entry of the audit log. Slots number persons in
/// the order of their keys. Not thread-safe:
/// the owner keeps readers and the writer apart.
/// </summary>
/// <param name="dimension">The numbers of a vector.</param>
/// <param name="fusion">How several templates become one score.</param>
/// <param name="recipeFingerprint">The recipe of all templates.</param>
/// <param name="quantizeAbove">With more templates than these, the vectors are held quantized.</param>
/// <param name="index">An index that holds the vectors.</param>
/// <param name="comparedByStore">Whether the store compares the vectors.</param>
internal sealed partial class GalleryMirror(
    int dimension, ScoreFusion fusion, string recipeFingerprint, int quantizeAbove = int.MaxValue, UsearchIndex? index = null,
        bool comparedByStore = false) : IDisposable
{
    // Where an index holds the vectors, no person has rows: never added to.
    private static readonly List<int> NoRows = [];

    private readonly Dictionary<long, int> slotOfKey = [];
    private readonly Dictionary<string, int> slotOfId = new(StringComparer.Ordinal);
    private readonly List<Person?> persons = [];
    private readonly List<List<int>?> rows = [];
    private readonly Dictionary<long, int> slotOfTemplate = [];
    private readonly HashSet<long> missing = [];
    private readonly HashSet<long> leaving = [];
    private VectorTable table = new(dimension);
    private UsearchIndex? index = index;

    /// <summary>The audit log's entry that this is the state of; −1 when nothing was read yet.</summary>
    public long Sequence { get; set; } = -1;

    /// <summary>The index that holds the vectors; null where they are held as they are.</summary>
    public UsearchIndex? Index => index;

    /// <summary>Whether the store compares the vectors, so that none are held here.</summary>
    public bool IsComparedByStore => comparedByStore;

    /// <summary>Whether <see cref="Put"/> asks for vectors.</summary>
    public bool TakesVectors => index is null && !comparedByStore;

    /// <summary>Whether vectors are held as they are, so that scores are exact without the store.</summary>
    public bool HoldsVectors => TakesVectors && !IsQuantized;

    /// <summary>Whether vectors are held by their bits, for <see cref="QuantizedSearch"/>.</summary>
    public bool IsQuantized => table.Rotation is not null;

    public int PersonCount => slotOfKey.Count;

    public int TemplateCount { get; private set; }

    /// <summary>No person expires before; <see cref="DateTimeOffset.MaxValue"/> where none expires. May be earlier than that of any person
    /// who is still there.</summary>
    public DateTimeOffset FirstExpiry { get; private set; } = DateTimeOffset.MaxValue;

    public IEnumerable<Person> Persons => persons.OfType<Person>();

    public Person? Find(string id) => slotOfId.TryGetValue(id, out int slot) ? persons[slot] : null;

    public Person? Find(long key) => slotOfKey.TryGetValue(key, out int slot) ? persons[slot] : null;

    /// <summary>Makes room for so many persons, and no more: what grows by itself takes up to twice the memory.</summary>
    public void Reserve(int count)
    {
        slotOfKey.EnsureCapacity(count);
        slotOfId.EnsureCapacity(count);
        persons.EnsureCapacity(count);
        rows.EnsureCapacity(count);
        if (index is not null)
        {
            slotOfTemplate.EnsureCapacity(count);
        }
    }

    /// <summary>Takes a person as the store has it, with the vectors of the templates, in the place of what was known. Where
    /// <see cref="TakesVectors"/> is false, they are not asked for: <see cref="TakeMissing"/> says which an index lacks.</summary>
    public void Put(StoredPerson stored, IReadOnlyList<StoredTemplate> templates, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        Vacate(stored.Key);
        if (!slotOfKey.TryGetValue(stored.Key, out int slot))
        {
            slot = persons.Count;
            persons.Add(null);
            rows.Add(null);
            slotOfKey.Add(stored.Key, slot);
        }

        persons[slot] = new Person
        {
            Key = stored.Key,
            Id = stored.Id,
            Name = stored.Name,
            Attributes = stored.Attributes,
            Consent = stored.Consent,
            Expires = stored.Expires,
            Created = stored.Created,
            Templates = templates.Select(t => new Template(t.Key, t.Quality, t.SourceSha256, recipeFingerprint, t.Created)).ToArray(),
        };
        slotOfId[stored.Id] = slot;
        FirstExpiry = stored.Expires is { } expires && expires < FirstExpiry ? expires : FirstExpiry;
        List<int> mine = rows[slot] = index is null ? [] : NoRows;
        TemplateCount += templates.Count;
        if (comparedByStore)
        {
            return;
        }

        if (index is null && TemplateCount > quantizeAbove)
        {
            Quantize();
        }

        if (index is not null)
        {
            foreach (StoredTemplate template in templates)
            {
                slotOfTemplate[template.Key] = slot;
                if (!leaving.Remove(template.Key) && !index.Contains(template.Key))
                {
                    missing.Add(template.Key);
                }
            }

            return;
        }

        if (fusion == ScoreFusion.AverageTemplate)
        {
            if (templates.Count > 0)
            {
                mine.Add(table.Add(slot, Average(templates.Count, vectorOf)));
            }

            return;
        }

        for (int i = 0; i < templates.Count; i++)
        {
            mine.Add(table.Add(slot, vectorOf(i).Span));
        }
    }

    /// <summary>Takes a person's id and vectors out, and keeps the slot: persons who change, ids that are exchanged among them too, are all
    /// vacated before the first is put.</summary>
    public void Vacate(long key)
    {
        if (slotOfKey.TryGetValue(key, out int slot) && persons[slot] is not null)
        {
            Clear(slot);
            (persons[slot], rows[slot]) = (null, null);
        }
    }

    /// <summary>Forgets those who were vacated and not put again.</summary>
    public void Forget(IEnumerable<long> keys)
    {
        foreach (long key in keys)
        {
            if (slotOfKey.TryGetValue(key, out int slot) && persons[slot] is null)
            {
                slotOfKey.Remove(key);
            }
        }

        foreach (long template in leaving)
        {
            index!.Remove(template);
        }

        leaving.Clear();
    }

    /// <summary>The templates whose vectors the index lacks, for <see cref="UsearchIndex.Add"/>.</summary>
    public IReadOnlyList<long> TakeMissing()
    {
        long[] keys = [.. missing];
        missing.Clear();
        return keys;
    }

    /// <summary>Takes vectors out of the index whose templates are not here.</summary>
    /// <param name="keys">Every key that it may hold.</param>
    public void DropUnknown(IEnumerable<long> keys)
    {
        foreach (long key in keys.Where(key => !slotOfTemplate.ContainsKey(key)))
        {
            index!.Remove(key);
        }
    }

    /// <summary>Lets an index that was built beside hold the vectors from here on.</summary>
    /// <param name="built">The index.</param>
    /// <param name="keys">Every key that it holds; those of templates that are gone are removed, those that came meanwhile are
    /// added.</param>
    public void MoveTo(UsearchIndex built, IEnumerable<long> keys)
    {
        for (int slot = 0; slot < persons.Count; slot++)
        {
            for (int i = 0; i < (rows[slot]?.Count ?? 0); i++)
            {
                long key = persons[slot]!.Templates[i].Key;
                slotOfTemplate[key] = slot;
                if (!built.Contains(key))
                {
                    built.Add(key, table[rows[slot]![i]]);
                }
            }

            rows[slot] = rows[slot] is null ? null : NoRows;
        }

        (index, table) = (built, new VectorTable(dimension));
        DropUnknown(keys);
    }

    public void Dispose() => index?.Dispose();

    /// <summary>The template that stands for several, as long as they are on average.</summary>
    public static float[] Average(int count, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        float[] sum = vectorOf(0).ToArray();
        double length = TensorPrimitives.Norm<float>(sum);
        for (int i = 1; i < count; i++)
        {
            TensorPrimitives.Add(sum, vectorOf(i).Span, sum);
            length += TensorPrimitives.Norm(vectorOf(i).Span);
        }

        // Opposite templates have no direction to keep.
        float norm = TensorPrimitives.Norm<float>(sum);
        TensorPrimitives.Multiply(sum, norm == 0 ? 0 : (float)(length / count / norm), sum);
        return sum;
    }

    // Rows keep their numbers.
    private void Quantize()
    {
        if (IsQuantized || !Rounding.IsSupported)
        {
            return;
        }

        VectorTable before = table;
        table = new(dimension, QuantizedSearch.RotationOf(dimension));
        for (int row = 0; row < before.Count; row++)
        {
            table.Add(before.SlotOf(row), before[row]);
        }
    }

    private void Clear(int slot)
    {
        Person person = persons[slot]!;
        slotOfId.Remove(person.Id);
        TemplateCount -= person.Templates.Count;
        foreach (Template template in index is null ? [] : person.Templates)
        {
            slotOfTemplate.Remove(template.Key);
            missing.Remove(template.Key);
            leaving.Add(template.Key);
        }

        List<int> mine = rows[slot]!;
        // From the last row on, so that no row of this person moves.
        foreach (int row in mine.OrderDescending().ToArray())
        {
            int last = table.Count - 1, moved = table.Remove(row);
            if (moved >= 0)
            {
                List<int> others = rows[moved]!;
                others[others.IndexOf(last)] = row;
            }
        }

        if (mine.Count > 0)
        {
            mine.Clear();
        }
    }
}
