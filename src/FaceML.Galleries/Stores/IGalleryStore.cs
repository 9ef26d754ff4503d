namespace FaceML.Galleries.Stores;

/// <summary>
/// Where a gallery lies: the truth that everything else is rebuilt from. A store keeps records and knows neither keys nor scores.
/// Thread-safe; several processes
/// may use one store, where it says so.
/// </summary>
public interface IGalleryStore : IDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Location { get; }

    /// <summary>Where an index file may lie beside it; null for memory and servers.</summary>
    string? IndexFile { get; }

    /// <summary>The number of the last entry of the audit log: it grows with every change, whoever made it. 0 for an empty store. Called
    /// before every search, so it is cheap.</summary>
    /// <exception cref="GalleryException">The store cannot be read.</exception>
    long ReadSequence();

    /// <summary>Begins a session. A writing one waits for other writers, in all processes, and sees what they wrote.</summary>
    /// <param name="write">Whether anything will be changed.</param>
    /// <exception cref="GalleryException">The store cannot be reached, is damaged or was written by a newer version.</exception>
    IGallerySession Begin(bool write);

    /// <summary>Takes what was deleted out of the files: write-ahead logs and free space. Blocks other writers for a while.</summary>
    /// <param name="rewrite">Whether the data are written anew as well, so that no free space is left.</param>
    /// <returns>Whether it was done; <see langword="false"/> while another process still reads an older state.</returns>
    bool Purge(bool rewrite);

    /// <summary>Gives every byte of the files that hold its data, for the search for traces. Nothing is given for memory and
    /// servers.</summary>
    /// <param name="read">Gets the name of a file, a place in it and bytes from there on; parts overlap by <paramref name="overlap"/>
    /// bytes.</param>
    /// <param name="overlap">How many bytes of a part come again in the next.</param>
    void ReadRaw(RawBytes read, int overlap);
}

/// <summary>Takes a part of a file.</summary>
/// <param name="file">Its name.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="bytes">The part.</param>
public delegate void RawBytes(string file, long offset, ReadOnlySpan<byte> bytes);

/// <summary>One consistent view of a store and, in a writing session, changes that appear together at <see cref="Commit"/> or not at all.
/// Not thread-safe, but used from another thread than the one that began it: one at a time.</summary>
public interface IGallerySession : IDisposable
{
    /// <summary>What the gallery is; null for an empty store.</summary>
    StoredGallery? ReadGallery();

    /// <summary>The last entry of the audit log; null for an empty store.</summary>
    AuditEntry? ReadLastEntry();

    /// <summary>Entries of the audit log after a number, in order.</summary>
    IEnumerable<AuditEntry> ReadAudit(long after);

    /// <summary>Persons, in the order of their keys.</summary>
    /// <param name="keys">Which; null for all. Keys that do not exist are left out.</param>
    IEnumerable<StoredPerson> ReadPersons(IReadOnlyCollection<long>? keys);

    /// <summary>Templates, in the order of person and key.</summary>
    /// <param name="persons">Whose; null for everybody's.</param>
    /// <param name="records">Whether the records are needed; they may be empty where they are not.</param>
    IEnumerable<StoredTemplate> ReadTemplates(IReadOnlyCollection<long>? persons, bool records = true);

    /// <summary>Some templates, in any order.</summary>
    IEnumerable<StoredTemplate> ReadTemplatesByKey(IReadOnlyCollection<long> keys);

    /// <summary>Writes what the gallery is, for the first time or anew.</summary>
    void WriteGallery(StoredGallery gallery);

    /// <summary>Adds a person, or replaces the one of the same key.</summary>
    void WritePerson(StoredPerson person);

    /// <summary>Adds a template, or replaces the one of the same key.</summary>
    void WriteTemplate(StoredTemplate stored);

    /// <summary>Deletes a person with all templates.</summary>
    void DeletePerson(long key);

    /// <summary>Deletes a template.</summary>
    void DeleteTemplate(long key);

    /// <summary>Appends to the audit log.</summary>
    void Append(AuditEntry entry);

    /// <summary>Makes the changes last: they survive the end of the process from here on.</summary>
    /// <exception cref="GalleryException">They could not be written; nothing of them was.</exception>
    void Commit();
}
