using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FaceML.Calibration;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;

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
        Recipe = RecipeOf(name, recognizer.Options, catalog, calibration?.Quality);
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

    /// <summary>Says of every face of an image who it is.</summary>
    /// <param name="gallery">A gallery of <see cref="Recipe"/>.</param>
    /// <param name="image">The image.</param>
    /// <param name="search">What is returned, and among whom; null for the defaults.</param>
    /// <param name="exclusive">Whether a person is on an image once at most, as on a camera's: the face with the highest score gets the
    /// name, another gets its next candidate that matches, or none. False for collages and mirrors.</param>
    /// <returns>The faces, the surest detection first.</returns>
    /// <exception cref="GalleryException">The gallery is of another recipe.</exception>
    public IReadOnlyList<IdentifiedFace> Identify(Gallery gallery, Image image, SearchOptions? search = null, bool exclusive = true)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        search ??= new SearchOptions();
        IReadOnlyList<GalleryFace> faces = Embed(image);

        // As many candidates as there are faces: that many names may be taken already.
        SearchOptions wide = exclusive ? search with { Top = Math.Max(search.Top, faces.Count) } : search;
        IReadOnlyList<SearchResult> answers = gallery.Search([.. faces.Select(face => face.Embedding)], Recipe, wide);
        Person?[] identities = exclusive
            ? ExclusiveNames([.. faces.Select(face => face.IsRecognizable)], answers)
            : [.. faces.Zip(answers, (face, answer) => face.IsRecognizable ? answer.Identity : null)];
        return [.. faces.Select((face, i) => new IdentifiedFace(
            face, answers[i] with { Candidates = [.. answers[i].Candidates.Take(search.Top)] }, identities[i])
        {
            Score = answers[i].Candidates.FirstOrDefault(candidate => candidate.Person.Id == identities[i]?.Id)?.Score,
        })];
    }

    /// <summary>Says whether an image shows a person of a gallery (1:1).</summary>
    /// <param name="gallery">A gallery of <see cref="Recipe"/>.</param>
    /// <param name="image">The image.</param>
    /// <param name="personId">The person.</param>
    /// <param name="selection">Which face is meant when there are several.</param>
    /// <exception cref="FaceNotFoundException">The image shows no face that can be compared, or several where one is allowed.</exception>
    /// <exception cref="GalleryException">There is no such person, or the gallery is of another recipe.</exception>
    public VerificationResult Verify(
        Gallery gallery, Image image, string personId, FaceSelection selection = FaceSelection.Largest)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        return EmbedSingle(image, selection, out FaceStatus status) is { IsRecognizable: true } face
            ? gallery.Verify(face.Embedding, Recipe, personId)
            : throw new FaceNotFoundException(status);
    }

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

    /// <summary>Names the faces of one image, no two by one person: the face with the highest score gets the name.</summary>
    /// <param name="recognizable">Of each face whether anything may be decided about it.</param>
    /// <param name="answers">Of each face what the search found.</param>
    internal static Person?[] ExclusiveNames(IReadOnlyList<bool> recognizable, IReadOnlyList<SearchResult> answers)
    {
        var identities = new Person?[answers.Count];
        HashSet<string> taken = [];
        foreach ((int face, Candidate candidate) in Enumerable.Range(0, answers.Count).Where(i => recognizable[i])
            .SelectMany(i => answers[i].Candidates.Where(c => c.Decision == MatchDecision.Match).Select(c => (i, c)))
            .OrderByDescending(match => match.c.Score))
        {
            if (identities[face] is null && taken.Add(candidate.Person.Id))
            {
                identities[face] = candidate.Person;
            }
        }

        return identities;
    }

    /// <summary>The recipe of embeddings that are made so.</summary>
    internal static GalleryRecipe RecipeOf(
        string name, FaceRecognizerOptions options, NetworkCatalog? catalog, FaceQualityModel? quality) =>
        new(name, Fingerprint(options, catalog ?? NetworkCatalog.Default(), quality));

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
        Degradations degradations = quality.Degradations;
        foreach (IReadOnlyList<float> numbers in (IReadOnlyList<float>[])
            [degradations.Readings, degradations.Offsets, degradations.Removals, degradations.Centers, quality.Scales])
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(numbers.ToArray()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A recognizer's embedding as a gallery takes it.</summary>
    /// <param name="vector">The embedding, of length 1.</param>
    internal AssessedEmbedding Assess(ReadOnlyMemory<float> vector)
    {
        if (calibration?.Quality is not { } model)
        {
            return new(vector, null, IsRecognizable: true);
        }

        FaceQualityModel.Assessed face = model.Assess(vector.Span);
        return new(face.Compensated, face.Quality, face.Quality >= model.Floor);
    }

    /// <summary>A recognizer's face as a gallery takes it: one that is covered is not recognizable either.</summary>
    internal AssessedEmbedding Assess(FaceEmbedding found)
    {
        AssessedEmbedding face = Assess(found.Vector);
        return face with { IsRecognizable = face.Quality is not { } quality || calibration!.Quality!.MayDecide(quality, found) };
    }

    private GalleryFace Judge(FaceEmbedding found)
    {
        AssessedEmbedding face = Assess(found);
        return new(found.Face, face.Embedding, face.Quality, face.IsRecognizable) { Covered = found.Covered };
    }
}

/// <summary>A face as a gallery takes it. Immutable.</summary>
/// <param name="Face">The face in its image.</param>
/// <param name="Embedding">The embedding.</param>
/// <param name="Quality">The quality, 0 to 100; null where the recipe has no quality model.</param>
/// <param name="IsRecognizable">Whether anything may be decided about it.</param>
public sealed record GalleryFace(Face Face, ReadOnlyMemory<float> Embedding, double? Quality, bool IsRecognizable)
{
    /// <summary>The share of the face that something covers, 0 to 1; null where the recipe does not tell.</summary>
    public float? Covered { get; init; }
}

/// <summary>An embedding as a gallery takes it.</summary>
/// <param name="Embedding">The embedding.</param>
/// <param name="Quality">The quality, 0 to 100; null where the recipe has no quality model.</param>
/// <param name="IsRecognizable">Whether anything may be decided about it.</param>
internal readonly record struct AssessedEmbedding(ReadOnlyMemory<float> Embedding, double? Quality, bool IsRecognizable);

/// <summary>A face of an image and who it is. Immutable.</summary>
/// <param name="Face">The face.</param>
/// <param name="Answer">What the search for it found, with the threshold that decided.</param>
/// <param name="Identity">The person; null for an unknown one, a face that is not recognizable, and where nothing could be decided.</param>
public sealed record IdentifiedFace(GalleryFace Face, SearchResult Answer, Person? Identity)
{
    /// <summary>The score with <see cref="Identity"/>, who may be another than the first candidate; null without one.</summary>
    public float? Score { get; init; }
}
