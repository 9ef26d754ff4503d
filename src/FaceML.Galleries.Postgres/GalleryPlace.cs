using FaceML.Galleries.Stores;

namespace FaceML.Galleries.Postgres;

/// <summary>Galleries by where they lie, in one text: the path of a SQLite file, or <c>postgres://…</c> for a schema of a
/// server.</summary>
public static class GalleryPlace
{
    /// <summary>Makes a gallery.</summary>
    /// <param name="place">A path, or an address as <see cref="PostgresGalleryStore.Open"/> takes it.</param>
    /// <param name="definition">What the gallery is.</param>
    /// <param name="options">How it is used; null for the defaults.</param>
    /// <exception cref="GalleryException">There is a gallery, it cannot be made, or the definition is not valid.</exception>
    public static Gallery Create(string place, GalleryDefinition definition, GalleryOptions? options = null) =>
        PostgresGalleryStore.IsAddress(place)
            ? Own(PostgresGalleryStore.Create(place), store => Gallery.Create(store, definition, options))
            : Gallery.CreateFile(place, definition, options);

    /// <summary>Opens a gallery.</summary>
    /// <param name="place">As for <see cref="Create"/>.</param>
    /// <param name="options">How it is used; null for the defaults.</param>
    /// <exception cref="GalleryException">There is no such gallery, it is damaged, or its key is missing or wrong.</exception>
    public static Gallery Open(string place, GalleryOptions? options = null) =>
        PostgresGalleryStore.IsAddress(place)
            ? Own(PostgresGalleryStore.Open(place), store => Gallery.Open(store, options))
            : Gallery.OpenFile(place, options);

    /// <summary>The place without a password, for messages.</summary>
    public static string Describe(string place) =>
        PostgresGalleryStore.IsAddress(place) ? PostgresAddress.Parse(place).ToString() : place;

    /// <summary>The default id of a gallery: the file name without its extension, or the schema.</summary>
    public static string DefaultId(string place) =>
        PostgresGalleryStore.IsAddress(place) ? PostgresAddress.Parse(place).Schema : Path.GetFileNameWithoutExtension(place);

    private static Gallery Own(IGalleryStore store, Func<IGalleryStore, Gallery> open)
    {
        try
        {
            return open(store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
