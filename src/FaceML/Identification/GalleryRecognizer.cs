using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FaceML.Calibration;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;

namespace FaceML.Identification;

/// <summary>
/// Images to what a gallery takes: a recognizer's embeddings, compensated for degradation where its shipped calibration has a quality
/// model, with their quality, the recipe that made
/// them and the thresholds that were calibrated for it. Scores in a gallery are those of <see cref="RecipeCalibration.Compare"/>.
/// Thread-safe; does not own the recognizer.
/// </summary>
public sealed class GalleryRecognizer
{
    private readonly FaceRecognizer recognizer;
    private readonly RecipeCalibration? calibration;

    /// <summary>Makes one.</summary>
    /// <param name="recognizer">Finds and embeds faces; disposed by the caller.</param>
    /// <param name="name">What people call its recipe: a preset's name, or the embedder's.</param>
    /// <param name="catalog">Where the networks are looked up; null for <see cref="NetworkCatalog.Default"/>.</param>
    public GalleryRecognizer(FaceRecognizer recognizer, string name, NetworkCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        (this.recognizer, calibration) = (recognizer, RecipeCalibration.For(recognizer));
        Recipe = new(name, Fingerprint(recognizer.Options, catalog ?? NetworkCatalog.Default(), calibration?.Quality));
    }

    /// <summary>What makes the embeddings.</summary>
    public GalleryRecipe Recipe { get; }

    /// <summary>What a gallery of such embeddings is made with.</summary>
    /// <param name="id">The gallery's id.</param>
    public GalleryDefinition Define(string id) => new()
    {
        Id = id,
        Recipe = Recipe,
        Dimension = recognizer.Embedder.Length,
        Length = calibration?.Quality is null ? EmbeddingLength.Unit : EmbeddingLength.Compensated,
    };

    /// <summary>The thresholds of the recipe's shipped calibration for galleries of any size; null when none comes with FaceML.</summary>
    /// <param name="falsePositiveRate">The false positive identification rate to promise, in (0, 1).</param>
    public GalleryThreshold? Threshold(double falsePositiveRate) =>
        calibration is null ? null : GalleryThreshold.FromCalibrations(calibration.Thresholds, falsePositiveRate);

    /// <summary>Finds and embeds every face of an image; faces whose points fix no alignment are left out.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The faces, the surest first.</returns>
    public IReadOnlyList<GalleryFace> Embed(Image image) => [.. recognizer.EmbedAll(image).Select(Judge)];

    /// <summary>Finds and embeds the face that is meant.</summary>
    /// <param name="image">The image.</param>
    /// <param name="selection">Which face is meant when there are several.</param>
    /// <param name="status">What came of it.</param>
    /// <returns>The face; null unless the status is <see cref="FaceStatus.Found"/> or <see cref="FaceStatus.NotRecognizable"/>.</returns>
    public GalleryFace? EmbedSingle(Image image, FaceSelection selection, out FaceStatus status)
    {
        if (!recognizer.TryEmbedSingle(image, selection, out FaceEmbedding? found, out status))
        {
            return null;
        }

        GalleryFace face = Judge(found);
        status = face.IsRecognizable ? status : FaceStatus.NotRecognizable;
        return face;
    }

    // How faces are searched for changes which are found, not what is made of one; that images are aligned already does.
    private static string Fingerprint(FaceRecognizerOptions options, NetworkCatalog catalog, FaceQualityModel? quality)
    {
        string recipe = (options with { Detection = new() { ImagesAreAligned = options.Detection.ImagesAreAligned } }).Fingerprint(catalog);
        if (quality is null)
        {
            return recipe;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(recipe));
        foreach (float[] numbers in (float[][])[[.. quality.Readings], [.. quality.Removals], [.. quality.Kept], [.. quality.Offsets]])
        {
            hash.AppendData(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private GalleryFace Judge(FaceEmbedding found)
    {
        if (calibration?.Quality is not { } model)
        {
            return new(found.Face, found.Vector, null, IsRecognizable: true);
        }

        double quality = model.Quality(found.Vector.Span);
        return new(found.Face, model.Compensate(found.Vector.Span), quality, quality >= model.Floor);
    }
}

/// <summary>A face as a gallery takes it. Immutable.</summary>
/// <param name="Face">The face in its image.</param>
/// <param name="Embedding">The embedding.</param>
/// <param name="Quality">The quality, 0 to 100; null where the recipe has no quality model.</param>
/// <param name="IsRecognizable">Whether anything may be decided about it.</param>
public sealed record GalleryFace(Face Face, ReadOnlyMemory<float> Embedding, double? Quality, bool IsRecognizable);
