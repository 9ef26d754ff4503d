using FaceML.Data;
using FaceML.Training;

namespace FaceML.Cli;

/// <summary>The aligned faces of a folder, out of the cache where it has them.</summary>
/// <param name="Faces">Those with a usable face, in ordinal order of person and file.</param>
/// <param name="WithoutFace">Images without one.</param>
/// <param name="Computed">Aligned faces that were not in the cache.</param>
internal sealed record AlignedFaceFolder(IReadOnlyList<FolderFace> Faces, int WithoutFace, int Computed)
{
    /// <summary>Reads a folder with one folder for every person.</summary>
    public static AlignedFaceFolder OfPeople(ToolTerminal terminal, string folder, FaceRecognizerOptions options, NetworkCatalog catalog,
        string cache, CancellationToken cancellationToken) =>
        Read(terminal, [.. PersonFolders.Read(folder).SelectMany(p => p.Images.Select(i => (Path.Combine(folder, i), p.Identity)))],
            options, catalog, cache, cancellationToken);

    /// <summary>Reads all images below a folder, whoever they show.</summary>
    public static AlignedFaceFolder OfAnybody(ToolTerminal terminal, string folder, FaceRecognizerOptions options, NetworkCatalog catalog,
        string cache, CancellationToken cancellationToken)
    {
        string[] files = [.. ImageFiles.Expand([folder]).Order(StringComparer.Ordinal)];
        return Read(terminal, [.. files.Select(f => (f, ""))], options, catalog, cache, cancellationToken);
    }

    /// <summary>Leaves out people with a single image, or refuses them.</summary>
    public AlignedFaceFolder WithMates(ToolTerminal terminal, bool skip)
    {
        Dictionary<string, int> counts = Faces.GroupBy(f => f.Identity).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        string[] single = [.. counts.Where(c => c.Value < 2).Select(c => c.Key).Order(StringComparer.Ordinal)];
        if (single.Length > 0 && !skip)
        {
            string some = string.Join(", ", single.Take(5)) + (single.Length > 5 ? $" and {single.Length - 5} more" : "");
            throw new ToolException(
                $"{single.Length} of {counts.Count} people have fewer than two images with a usable face: {some}. Add images, or leave "
                    + $"these people out with --skip-singles.");
        }

        if (single.Length > 0)
        {
            terminal.Remark($"{single.Length} of {counts.Count} people have a single usable image and were left out.");
        }

        FolderFace[] kept = [.. Faces.Where(f => counts[f.Identity] >= 2)];
        return kept.Length > 0 ? this with { Faces = kept } : throw new ToolException("No person has two images with a usable face.");
    }

    private static AlignedFaceFolder Read(
        ToolTerminal terminal, (string File, string Identity)[] images, FaceRecognizerOptions options, NetworkCatalog catalog,
        string cache, CancellationToken cancellationToken)
    {
        using FaceRecognizer recognizer = FaceRecognizer.Create(catalog, options);
        var alignedFaces = new AlignedFaceCache(cache, recognizer);
        Image?[] found = ToolProgress.Count(terminal, "Aligning faces", images.Length, progress =>
            alignedFaces.Read([.. images.Select(p => p.File)], progress, cancellationToken));
        FolderFace[] faces = [.. found
            .Select((alignedFace, i) => new FolderFace { AlignedFace = alignedFace, Identity = images[i].Identity, Path = images[i].File })
            .Where(f => f.AlignedFace is not null)];
        return new AlignedFaceFolder(faces, images.Length - faces.Length, alignedFaces.Computed);
    }
}
