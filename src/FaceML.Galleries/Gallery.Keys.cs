using System.Security.Cryptography;

namespace FaceML.Galleries;

/// <content>The change of keys, and what leaves the gallery.</content>
public sealed partial class Gallery
{
    // Persons whose records are held at once.
    private const int PersonsAtOnce = 500;

    /// <summary>
    /// Encrypts every template with the current key and, in a gallery of renewable templates, transforms it by that key: copies that were
    /// stolen before can be compared with nothing
    /// that is stored from here on. All or nothing; afterwards the files are cleaned of the old records. Other keys are needed by nothing
    /// in the gallery any more.
    /// </summary>
    /// <returns>The number of templates.</returns>
    /// <exception cref="GalleryException">The gallery was opened without keys, a key is missing, or the store failed; as for
    /// <see cref="Remove"/>.</exception>
    public int Rekey()
    {
        GalleryKeys keys = options.Keys
            ?? throw new GalleryException(
            GalleryError.KeyUnavailable,
            $"The gallery {Definition.Id} must be opened with keys to be encrypted anew; none were given.");
        int count = Change(session =>
        {
            StoredGallery stored = session.ReadGallery()!;
            RenewableTransform? before = TransformOf(stored.RenewalKeyId), after = Definition.Renewable ? TransformOf(keys.CurrentId)
                : null;
            int templates = 0;
            foreach (long[] persons in mirror.Persons.Select(person => person.Key).Order().Chunk(PersonsAtOnce))
            {
                // Read before the first is written: what a reader sees of rows changed under it is not promised.
                foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in ReadVectors(session, persons).ToArray())
                {
                    ReadOnlyMemory<float> plain = before is null ? vector : before.Undo(vector.Span);
                    session.WriteTemplate(Seal(template, after is null ? plain : after.Apply(plain.Span)));
                    templates++;
                }
            }

            byte[] secret = SecretBox.Open(stored.ReceiptPrivateKey, keys, Definition.Id);
            session.WriteGallery(
                stored with
                {
                    RenewalKeyId = after is null ? null
                : keys.CurrentId,
                    ReceiptPrivateKey = SecretBox.Seal(secret, keys, Definition.Id),
                    Index = null
                });
            CryptographicOperations.ZeroMemory(secret);
            Append(session, options.Clock.GetUtcNow(), AuditAction.Rekeyed, person: 0, count: templates);
            session.Commit();
            return templates;
        });
        lock (writing)
        {
            WipeIndexFile();
        }

        return Committed(GalleryError.TracesRemain, "not cleaned; run Purge later", () =>
        {
            Synchronize();
            Purge(rewrite: true);
            return count;
        });
    }

    /// <summary>The templates of a person as the embeddings that were enrolled, for an export: decrypted and without the renewable
    /// transform.</summary>
    /// <exception cref="GalleryException">There is no such person, a template is damaged, or the store failed.</exception>
    public IReadOnlyList<EnrolledEmbedding> ReadEmbeddings(string personId)
    {
        Person person = Find(personId)
            ?? throw new GalleryException(GalleryError.NotFound, $"The gallery {Definition.Id} has no person {personId}.");
        return [.. ReadEmbeddings([person])];
    }

    /// <summary>All templates as the embeddings that were enrolled, by person's id, streaming. Persons who are removed meanwhile are left
    /// out.</summary>
    /// <exception cref="GalleryException">A template is damaged, or the store failed.</exception>
    public IEnumerable<EnrolledEmbedding> ReadEmbeddings() => List().Chunk(PersonsAtOnce).SelectMany(ReadEmbeddings);

    private IEnumerable<EnrolledEmbedding> ReadEmbeddings(IReadOnlyList<Person> persons)
    {
        Dictionary<long, Person> byKey = persons.ToDictionary(person => person.Key);
        using IGallerySession session = store.Begin(write: false);
        RenewableTransform? undo = TransformOf(session.ReadGallery()?.RenewalKeyId);
        var byPerson = ReadVectors(session, byKey.Keys).GroupBy(read => read.Template.Person);
        foreach (var of in byPerson.OrderBy(of => byKey[of.Key].Id, StringComparer.Ordinal))
        {
            foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in of)
            {
                yield return new(
                    byKey[of.Key],
                    new(template.Key, template.Quality, template.SourceSha256, Definition.Recipe.Fingerprint, template.Created),
                    undo is null ? vector : undo.Undo(vector.Span));
            }
        }
    }
}
