namespace FaceML.Galleries;

/// <content>Persons: list, add, change, rename, merge.</content>
public sealed partial class Gallery
{
    /// <summary>Finds a person by id; null when there is none.</summary>
    public Person? Find(string personId) => Read(() => mirror.Find(personId));

    /// <summary>The persons, by id in ordinal order: those of one moment.</summary>
    /// <param name="filter">Which; null for all.</param>
    public IReadOnlyList<Person> List(Func<Person, bool>? filter = null) =>
        Read(() => (
            IReadOnlyList<Person>)[.. mirror.Persons.Where(person => filter is null || filter(person))
            .OrderBy(person => person.Id, StringComparer.Ordinal)]);

    /// <summary>Adds a person without templates, who is not found by a search until one is enrolled.</summary>
    /// <param name="personId">The new person's id.</param>
    /// <param name="change">Name, attributes, consent and expiry; null for none.</param>
    /// <exception cref="GalleryException">The id is taken, a text is not valid, or the store failed.</exception>
    public Person Add(string personId, PersonChange? change = null)
    {
        GalleryText.RequireId(personId, "The id of a person");
        Validate(change);
        long key = Change(session =>
        {
            RequireNew(personId);
            StoredGallery gallery = session.ReadGallery()!;
            DateTimeOffset now = options.Clock.GetUtcNow();
            session.WritePerson(Apply(change, new StoredPerson(gallery.NextPerson, personId, null, null, null, null, now)));
            session.WriteGallery(gallery with { NextPerson = gallery.NextPerson + 1 });
            Append(session, now, AuditAction.PersonAdded, gallery.NextPerson);
            session.Commit();
            return gallery.NextPerson;
        });
        return ReadBack(() => mirror.Find(key)!);
    }

    /// <summary>Changes name, attributes, consent or expiry.</summary>
    /// <exception cref="GalleryException">There is no such person, a text is not valid, or the store
    /// failed.</exception>
    public Person Update(string personId, PersonChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Validate(change);
        return ChangePerson(personId, person => Apply(change, person));
    }

    /// <summary>Gives a person another id. The key stays.</summary>
    /// <exception cref="GalleryException">There is no such person, the new id is taken or not one that the gallery takes, or the store
    /// failed.</exception>
    public Person Rename(string personId, string newId)
    {
        GalleryText.RequireId(newId, "The id of a person");
        return ChangePerson(personId, person =>
        {
            RequireNew(newId);
            return person with { Id = newId };
        });
    }

    /// <summary>Gives the templates of one person to another: two entries turned out to be the same human being. The first one's entry is
    /// removed.</summary>
    /// <param name="from">The id of the person that goes.</param>
    /// <param name="into">The id of the person that stays, with name, attributes, consent and expiry.</param>
    /// <exception cref="GalleryException">There is no such person, both are the same, or the store failed.</exception>
    public Person Merge(string from, string into)
    {
        long key = Change(session =>
        {
            (Person source, Person target) = (Require(from), Require(into));
            if (source.Key == target.Key)
            {
                throw new GalleryException(GalleryError.InvalidArgument, $"Two persons must be merged; {from} is one.");
            }

            // A record is bound to its person, so it is sealed anew.
            foreach ((StoredTemplate template, ReadOnlyMemory<float> vector) in ReadVectors(session, [source.Key]).ToArray())
            {
                session.WriteTemplate(Seal(template with { Person = target.Key }, vector));
            }

            session.DeletePerson(source.Key);
            Append(session, options.Clock.GetUtcNow(), AuditAction.Merged, source.Key, target.Key, source.Templates.Count);
            session.Commit();
            return target.Key;
        });
        return ReadBack(() => mirror.Find(key)!);
    }

    private static StoredPerson Stored(Person person) =>
        new(person.Key, person.Id, person.Name, person.Attributes, person.Consent, person.Expires, person.Created);

    private static void Validate(PersonChange? change)
    {
        if (change is not null)
        {
            GalleryText.RequireName(change.Name is "" ? null : change.Name, "The name of a person");
            GalleryText.RequireAttributes(change.Attributes is "" ? null : change.Attributes);
            GalleryText.RequireName(change.Consent is "" ? null : change.Consent, "The consent of a person");
        }
    }

    private static StoredPerson Apply(PersonChange? change, StoredPerson person) => change is null ? person : person with
    {
        Name = change.Name is "" ? null : change.Name ?? person.Name,
        Attributes = change.Attributes is "" ? null : change.Attributes ?? person.Attributes,
        Consent = change.Consent is "" ? null : change.Consent ?? person.Consent,
        Expires = change.Expires == DateTimeOffset.MaxValue ? null : change.Expires ?? person.Expires,
    };

    private Person Require(string personId) => mirror.Find(personId)
        ?? throw new GalleryException(GalleryError.NotFound, $"The gallery {Definition.Id} has no person {personId}.");

    private void RequireNew(string personId)
    {
        if (mirror.Find(personId) is not null)
        {
            throw new GalleryException(GalleryError.AlreadyExists, $"The id of a person must be new; {personId} is enrolled.");
        }
    }

    private Person ChangePerson(string personId, Func<StoredPerson, StoredPerson> change)
    {
        long key = Change(session =>
        {
            Person person = Require(personId);
            session.WritePerson(change(Stored(person)));
            Append(session, options.Clock.GetUtcNow(), AuditAction.Changed, person.Key);
            session.Commit();
            return person.Key;
        });
        return ReadBack(() => mirror.Find(key)!);
    }
}
