using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FaceML.AspNetCore.Galleries;

/// <summary>The open galleries, by the names that addresses have for them. Thread-safe.</summary>
internal sealed class GalleryRegistry : IDisposable
{
    private const string Extension = ".faces";
    private const int LongestName = 64;

    private readonly ConcurrentDictionary<string, Gallery> galleries = new(StringComparer.Ordinal);
    private readonly Lock making = new();
    private readonly FaceEngine engine;
    private readonly FaceMLOptions options;

    /// <summary>Opens the galleries of the options.</summary>
    /// <exception cref="GalleryException">One cannot be opened, or is of another recipe than the preset's.</exception>
    public GalleryRegistry(FaceEngine engine, FaceMLOptions options, FaceMeter meter)
    {
        (this.engine, this.options) = (engine, options);
        try
        {
            foreach ((string name, string place) in options.Galleries)
            {
                Add(name, options.OpenGallery(place, Settings()));
            }

            foreach (string file in FilesOfFolder())
            {
                Add(Path.GetFileNameWithoutExtension(file), Gallery.OpenFile(file, Settings()));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        meter.ObserveTemplates(() => galleries.Select(gallery => new Measurement<int>(
            gallery.Value.TemplateCount, new KeyValuePair<string, object?>("gallery", gallery.Key))));
    }

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. galleries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether templates are encrypted.</summary>
    public bool IsEncrypted => options.GalleryKeys is not null;

    /// <summary>A gallery.</summary>
    /// <exception cref="FaceMLException">There is none of this name.</exception>
    public Gallery Get(string name) => galleries.TryGetValue(name, out Gallery? gallery)
        ? gallery
        : throw new FaceMLException(FaceMLError.NotFound, "There is no such gallery.");

    /// <summary>Makes an empty gallery in the folder of galleries.</summary>
    /// <exception cref="FaceMLException">There is no folder, or the name cannot be used or is taken.</exception>
    public Gallery Create(string? name)
    {
        if (options.GalleryFolder is not { } folder)
        {
            throw new FaceMLException(
                FaceMLError.Forbidden, "Requests cannot make galleries here: the server has no folder for them (--galleries DIR).");
        }

        if (!IsName(name))
        {
            throw new FaceMLException(
                FaceMLError.InvalidRequest,
                $"The name of a gallery must be 1 to {LongestName} lower-case ASCII letters, digits and hyphens, and begin with a letter.");
        }

        lock (making)
        {
            return galleries.ContainsKey(name!)
                ? throw new FaceMLException(FaceMLError.Conflict, $"There is a gallery {name} already.")
                : Add(name!, Gallery.CreateFile(Path.Combine(folder, name + Extension), engine.ForGalleries.Define(name!), Settings()));
        }
    }

    public void Dispose()
    {
        foreach (Gallery gallery in galleries.Values)
        {
            gallery.Dispose();
        }

        galleries.Clear();
    }

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private string[] FilesOfFolder()
    {
        if (options.GalleryFolder is not { } folder)
        {
            return [];
        }

        Directory.CreateDirectory(folder);
        return Directory.GetFiles(folder, "*" + Extension);
    }

    private GalleryOptions Settings() => new() { Keys = options.GalleryKeys, Threshold = engine.Threshold };

    private Gallery Add(string name, Gallery gallery)
    {
        if (gallery.Definition.Recipe.Fingerprint != engine.ForGalleries.Recipe.Fingerprint)
        {
            GalleryRecipe other = gallery.Definition.Recipe;
            gallery.Dispose();
            throw new GalleryException(
                GalleryError.RecipeMismatch,
                $"The gallery {name} must be of the recipe {engine.ForGalleries.Recipe}, as the server's preset is; it is of {other}. "
                    + $"Choose the preset {other.Name}, or enroll its people again.");
        }

        if (!galleries.TryAdd(name, gallery))
        {
            gallery.Dispose();
            throw new GalleryException(GalleryError.AlreadyExists, $"Each gallery must have a name of its own; there are two of {name}.");
        }

        return gallery;
    }
}
