using System.Security.Cryptography;
using FaceML.Galleries.Erasure;

namespace FaceML.Galleries;

/// <content>Erasure and the proof of it.</content>
public sealed partial class Gallery
{
    private const int PurgeAttempts = 20;
    private const int MostPlaces = 100;

    /// <summary>Scores from here on are of the same vector, stored with 32 bits.</summary>
    private const float SameVector = 0.99999f;

    /// <summary>
    /// Erases a person: entry and templates in the store, in its write-ahead log and free space, in the index and in memory; then searches
    /// the files for them. Takes longer than
    /// other changes, more so in a large gallery.
    /// </summary>
    /// <returns>The signed receipt.</returns>
    /// <exception cref="GalleryException">There is no such person, or the store failed; with <see cref="GalleryError.TracesRemain"/> the
    /// person is removed, but another process kept
    /// the files from being cleaned: run <see cref="Purge()"/> later.</exception>
    public ErasureReceipt Remove(string personId) => Erase(() => [Require(personId)])[0];

    /// <summary>Erases everybody who has expired, as <see cref="Remove"/> does.</summary>
    /// <returns>A receipt for each.</returns>
    /// <exception cref="GalleryException">As for <see cref="Remove"/>.</exception>
    public IReadOnlyList<ErasureReceipt> RemoveExpired() => Erase(() => [.. mirror.Persons.Where(IsExpired)]);

    /// <summary>Erases everybody, as <see cref="Remove"/> does, in one change, with one search of the files. The gallery stays.</summary>
    /// <returns>A receipt for each.</returns>
    /// <exception cref="GalleryException">As for <see cref="Remove"/>.</exception>
    public IReadOnlyList<ErasureReceipt> RemoveAll() => Erase(() => [.. mirror.Persons]);

    /// <summary>Erases one template of a person.</summary>
    /// <exception cref="GalleryException">There is no such person or template, or the store failed; as for
    /// <see cref="Remove"/>.</exception>
    public void RemoveTemplate(string personId, long templateKey)
    {
        List<StoredTemplate> erased = Change(session =>
        {
            Person person = Require(personId);
            List<StoredTemplate> gone = [.. session.ReadTemplatesByKey([templateKey]).Where(template => template.Person == person.Key)];
            if (gone.Count == 0)
            {
                throw new GalleryException(GalleryError.NotFound, $"The person {personId} has no template {templateKey}.");
            }

            session.DeleteTemplate(templateKey);
            session.WriteGallery(session.ReadGallery()! with { Index = null });
            Append(session, options.Clock.GetUtcNow(), AuditAction.TemplateRemoved, person.Key, templateKey, 1);
            session.Commit();
            return gone;
        });
        CleanAfter(erased);
    }

    /// <summary>Takes what was deleted out of the files: for a removal that ended with <see cref="GalleryError.TracesRemain"/>, and after
    /// keys were changed.</summary>
    /// <exception cref="GalleryException">Another process is in the way, or the store failed.</exception>
    public void Purge()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Purge(rewrite: true);
    }

    /// <summary>
    /// Looks for embeddings in everything that the gallery stores: in each template, decrypted, and byte by byte in its files, as numbers
    /// of 16, 32 and 64 bits and as renewable
    /// transforms. Checks every template and the audit log as well, and looks for records that are not enrolled any more.
    /// </summary>
    /// <param name="embeddings">What to look for, of the gallery's dimension; may be empty.</param>
    /// <exception cref="GalleryException">An embedding is not one that the gallery takes, or a template is damaged.</exception>
    public GalleryAudit Audit(IReadOnlyList<ReadOnlyMemory<float>> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ReadOnlyMemory<float>[] wanted =
            [.. embeddings.Select((embedding, i) => Checked(embedding, Definition.Recipe, $"Embedding {i + 1}"))];
        Synchronize();
        lock (writing)
        {
            Purge(rewrite: false);
            using IGallerySession session = store.Begin(write: false);
            (long entries, long? broken) = CheckLog(session);
            ReadOnlyMemory<float>[] stored = [.. wanted.Select(Protect)];
            List<EmbeddingTrace> traces = [];
            HashSet<long> live = [];
            foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in ReadVectors(session, null))
            {
                live.Add(template.Key);
                for (int i = 0; i < stored.Length; i++)
                {
                    if (TensorPrimitives.CosineSimilarity(stored[i].Span, vector.Span) >= SameVector)
                    {
                        traces.Add(new(i, Read(() => mirror.Find(template.Person)), $"template {template.Key}"));
                    }
                }
            }

            TraceFinder finder = new();
            for (int i = 0; i < wanted.Length; i++)
            {
                foreach (byte[] form in TraceFinder.FormsOf(wanted[i]).Concat(TraceFinder.FormsOf(stored[i])))
                {
                    finder.Add(form, i);
                }

                if (IndexFiles().Any(File.Exists))
                {
                    finder.Add(IndexedForm(stored[i]), i);
                }
            }

            HashSet<(int, string)> places = [];
            HashSet<string> remnants = new(StringComparer.Ordinal);
            long bytes = ReadFiles((file, offset, part) =>
            {
                finder.Find(part, (at, i) => places.Add((i, $"{file} at {offset + at:N0}")));
                FindRemnants(file, offset, part, live, remnants);
            });
            traces.AddRange(places.Take(MostPlaces).Select(place => new EmbeddingTrace(place.Item1, null, place.Item2)));
            return new(entries, broken, live.Count, bytes, [.. remnants.Take(MostPlaces)], traces);
        }
    }

    /// <summary>The audit log, oldest entry first.</summary>
    public IReadOnlyList<AuditEntry> ReadLog()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using IGallerySession session = store.Begin(write: false);
        return [.. session.ReadAudit(0)];
    }

    private static (long Entries, long? Broken) CheckLog(IGallerySession session)
    {
        AuditEntry? before = null;
        foreach (AuditEntry entry in session.ReadAudit(0))
        {
            bool follows = entry.Sequence == (before?.Sequence ?? 0) + 1
                && (before is null || entry.Previous.Span.SequenceEqual(before.Hash.Span));
            if (!follows || !entry.IsIntact)
            {
                return (before?.Sequence ?? 0, (before?.Sequence ?? 0) + 1);
            }

            before = entry;
        }

        return (before?.Sequence ?? 0, null);
    }

    private static void FindRemnants(string file, long offset, ReadOnlySpan<byte> part, HashSet<long> live, HashSet<string> remnants)
    {
        for (int at = 0; ;)
        {
            int next = part[at..].IndexOf(TemplateSealer.Magic);
            if (next < 0)
            {
                return;
            }

            at += next;
            if (TemplateSealer.TemplateKeyOf(part[at..]) is { } key && !live.Contains(key))
            {
                remnants.Add($"{file} at {offset + at:N0}");
            }

            at++;
        }
    }

    private IReadOnlyList<ErasureReceipt> Erase(Func<IReadOnlyList<Person>> choose)
    {
        List<StoredTemplate> erased = [];
        (List<(Person Person, AuditEntry Entry)> gone, byte[] sealedKey) = Change(session =>
        {
            List<(Person, AuditEntry)> removed = [];
            AuditEntry? last = session.ReadLastEntry();
            foreach (Person person in choose())
            {
                erased.AddRange(session.ReadTemplates([person.Key]));
                session.DeletePerson(person.Key);
                last = AuditEntry.After(
                    last, options.Clock.GetUtcNow(), AuditAction.PersonRemoved, person.Key, count: person.Templates.Count);
                session.Append(last);
                removed.Add((person, last));
            }

            StoredGallery stored = session.ReadGallery()!;
            byte[] key = stored.ReceiptPrivateKey;
            if (removed.Count > 0)
            {
                session.WriteGallery(stored with { Index = null });
                session.Commit();
            }

            return (removed, key);
        });
        if (gone.Count == 0)
        {
            return [];
        }

        long bytes = CleanAfter(erased);
        byte[] privateKey = SecretBox.Open(sealedKey, options.Keys, Definition.Id);
        try
        {
            return
            [
                .. gone.Select(one => new ErasureReceipt
                {
                    Gallery = Definition.Id,
                    Person = one.Person.Id,
                    PersonKey = one.Person.Key,
                    Templates = one.Person.Templates.Count,
                    ErasedAt = one.Entry.Time,
                    AuditSequence = one.Entry.Sequence,
                    AuditHash = Convert.ToHexStringLower(one.Entry.Hash.Span),
                    BytesSearched = bytes,
                }.SignedWith(privateKey)),
            ];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }
}
