namespace FaceML.AspNetCore.CompreFace;

/// <summary>What a key of CompreFace's recognition service is for: the subjects of one gallery.</summary>
internal sealed class SubjectCollection(string name, Gallery gallery)
{
    /// <summary>The name that the server has for the gallery.</summary>
    public string Name { get; } = name;

    /// <summary>The gallery.</summary>
    public Gallery Gallery { get; } = gallery;

    /// <summary>The subject of a name, as it is or in another case; null when there is none.</summary>
    public Person? Find(string subject) => Gallery.Find(subject) is { } person ? person
        : Gallery.List(other => other.Id.Equals(subject, StringComparison.OrdinalIgnoreCase)) is [{ } similar, ..] ? similar
        : null;

    /// <summary>The same, of a subject that must be there.</summary>
    /// <exception cref="CompreFaceException">There is none.</exception>
    public Person Require(string subject) => Find(subject)
        ?? throw new CompreFaceException(CompreFaceCode.SubjectNotFound, $"There is no subject {subject}.");

    /// <summary>The UUID of a template.</summary>
    public Guid IdOf(long template) => ExampleId.Of(Gallery.Definition.Id, template);

    /// <summary>The person and the key of an example; null when there is none.</summary>
    public (Person Person, long Template)? FindExample(Guid id) =>
        ExampleId.KeyOf(Gallery.Definition.Id, id) is { } key
            && Gallery.List(person => person.Templates.Any(template => template.Key == key)) is [{ } person, ..]
                ? (person, key)
                : null;

    /// <summary>The same, of an example that must be there.</summary>
    /// <exception cref="CompreFaceException">There is none.</exception>
    public (Person Person, long Template) RequireExample(Guid id) => FindExample(id) ?? throw NotFound(id);

    /// <summary>An example as it was enrolled.</summary>
    /// <exception cref="CompreFaceException">There is none.</exception>
    public EnrolledEmbedding RequireEmbedding(Guid id)
    {
        (Person person, long key) = RequireExample(id);
        return Gallery.ReadEmbeddings(person.Id).FirstOrDefault(one => one.Template.Key == key) ?? throw NotFound(id);
    }

    private static CompreFaceException NotFound(Guid id) => new(CompreFaceCode.ExampleNotFound, $"There is no example {id}.");
}

/// <summary>Finds the gallery that a request's key is for. Thread-safe.</summary>
internal sealed class SubjectCollections(GalleryRegistry galleries, FaceMLOptions options)
{
    /// <summary>The subjects of the key of a request.</summary>
    /// <exception cref="CompreFaceException">The key is for no gallery, or for several and none is set.</exception>
    public SubjectCollection Of(HttpContext http)
    {
        string[] allowed = [.. galleries.Names.Where(name => ScopeRequirement.AllowsGallery(http.User, name))];
        string? name = options.CompreFace.Gallery is { } chosen && allowed.Length > 1 ? chosen : allowed.FirstOrDefault();
        if (name is null || !allowed.Contains(name))
        {
            throw new CompreFaceException(CompreFaceCode.ServiceNotFound, "There is no gallery for this key.");
        }

        return allowed.Length == 1 || options.CompreFace.Gallery is not null
            ? new SubjectCollection(name, galleries.Get(name))
            : throw new CompreFaceException(
                CompreFaceCode.ServiceNotFound,
                "This key is for several galleries: make one for a single gallery, or let the server say which "
                    + "(FaceML:CompreFace:Gallery).");
    }
}
