using System.Collections.Immutable;

namespace FaceML.Galleries.Stores;

/// <summary>A gallery in memory: gone with the process. One process only.</summary>
public sealed class MemoryGalleryStore : IGalleryStore
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private volatile State state = State.Empty;

    /// <inheritdoc/>
    public string Location => "memory";

    /// <inheritdoc/>
    public string? IndexFile => null;

    /// <inheritdoc/>
    public long ReadSequence() => state.Audit.Count;

    /// <inheritdoc/>
    public IGallerySession Begin(bool write)
    {
        if (write)
        {
            writing.Wait();
        }

        return new Session(this, write);
    }

    /// <inheritdoc/>
    public bool Purge(bool rewrite) => true;

    /// <inheritdoc/>
    public void ReadRaw(RawBytes read, int overlap)
    {
    }

    /// <summary>Drops the data.</summary>
    public void Dispose()
    {
        state = State.Empty;
        writing.Dispose();
    }

    private sealed record State(
        StoredGallery? Gallery, ImmutableSortedDictionary<long, StoredPerson> Persons, ImmutableDictionary<string, long> Ids,
        ImmutableSortedDictionary<long, ImmutableSortedDictionary<long, StoredTemplate>> Templates, ImmutableDictionary<long, long> Owners,
            ImmutableList<AuditEntry> Audit)
    {
        public static State Empty { get; } = new(
            null, ImmutableSortedDictionary<long, StoredPerson>.Empty, ImmutableDictionary.Create<string, long>(StringComparer.Ordinal),
            ImmutableSortedDictionary<long, ImmutableSortedDictionary<long, StoredTemplate>>.Empty, ImmutableDictionary<long, long>.Empty,
                []);
    }

    private sealed class Session(MemoryGalleryStore store, bool write) : IGallerySession
    {
        private State now = store.state;
        private bool open = true;

        public StoredGallery? ReadGallery() => now.Gallery;

        public AuditEntry? ReadLastEntry() => now.Audit.Count == 0 ? null : now.Audit[^1];

        public IEnumerable<AuditEntry> ReadAudit(long after) => now.Audit.Skip((int)Math.Min(after, int.MaxValue));

        public IEnumerable<StoredPerson> ReadPersons(IReadOnlyCollection<long>? keys) =>
            keys is null ? now.Persons.Values : keys.Order().Where(now.Persons.ContainsKey).Select(key => now.Persons[key]);

        public IEnumerable<StoredTemplate> ReadTemplates(IReadOnlyCollection<long>? persons, bool records = true) =>
            (persons is null ? now.Templates.Values : persons.Order().Where(now.Templates.ContainsKey).Select(key => now.Templates[key]))
                .SelectMany(of => of.Values);

        public IEnumerable<StoredTemplate> ReadTemplatesByKey(IReadOnlyCollection<long> keys) =>
            keys.Where(now.Owners.ContainsKey).Select(key => now.Templates[now.Owners[key]][key]);

        public void WriteGallery(StoredGallery gallery) => Change(now with { Gallery = gallery });

        public void WritePerson(StoredPerson person)
        {
            ImmutableDictionary<string, long> ids = now.Persons.TryGetValue(person.Key, out StoredPerson? before)
                ? now.Ids.Remove(before.Id) : now.Ids;
            if (ids.ContainsKey(person.Id))
            {
                throw new GalleryException(GalleryError.AlreadyExists, $"The id of a person must be new; {person.Id} is enrolled.");
            }

            Change(now with { Persons = now.Persons.SetItem(person.Key, person), Ids = ids.Add(person.Id, person.Key) });
        }

        public void WriteTemplate(StoredTemplate stored)
        {
            DeleteTemplate(stored.Key);
            ImmutableSortedDictionary<long, StoredTemplate> mine =
                now.Templates.GetValueOrDefault(stored.Person) ?? ImmutableSortedDictionary<long, StoredTemplate>.Empty;
            Change(now with
            {
                Templates = now.Templates.SetItem(stored.Person, mine.Add(stored.Key, stored)),
                Owners = now.Owners.Add(stored.Key, stored.Person)
            });
        }

        public void DeletePerson(long key)
        {
            if (now.Persons.TryGetValue(key, out StoredPerson? person))
            {
                ImmutableSortedDictionary<long, StoredTemplate>? mine = now.Templates.GetValueOrDefault(key);
                Change(now with
                {
                    Persons = now.Persons.Remove(key),
                    Ids = now.Ids.Remove(person.Id),
                    Templates = now.Templates.Remove(key),
                    Owners = mine is null ? now.Owners : now.Owners.RemoveRange(mine.Keys),
                });
            }
        }

        public void DeleteTemplate(long key)
        {
            if (now.Owners.TryGetValue(key, out long owner))
            {
                Change(now with
                {
                    Templates = now.Templates.SetItem(owner, now.Templates[owner].Remove(key)),
                    Owners = now.Owners.Remove(key)
                });
            }
        }

        public void Append(AuditEntry entry) => Change(now with { Audit = now.Audit.Add(entry) });

        public void Commit()
        {
            RequireWriting();
            store.state = now;
        }

        public void Dispose()
        {
            if (open && write)
            {
                store.writing.Release();
            }

            open = false;
        }

        private void Change(State next)
        {
            RequireWriting();
            now = next;
        }

        private void RequireWriting()
        {
            if (!write || !open)
            {
                throw new InvalidOperationException("Only an open writing session changes a store.");
            }
        }
    }
}
