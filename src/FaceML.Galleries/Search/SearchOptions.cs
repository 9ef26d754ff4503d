namespace FaceML.Galleries.Search;

/// <summary>What a search returns, and among whom.</summary>
public sealed record SearchOptions
{
    /// <summary>The most candidates. The default value is 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Only persons that this is true of: by id, name, attributes. Called for many persons, from one thread; it must not call the
    /// gallery. The default value is null: everybody.</summary>
    public Func<Person, bool>? Filter { get; init; }

    internal static SearchOptions Default { get; } = new();

    internal void Validate()
    {
        if (Top is < 1 or > 100_000)
        {
            throw new GalleryException(GalleryError.InvalidArgument, $"A search must ask for 1 to 100,000 candidates; it asks for {Top}.");
        }
    }
}
