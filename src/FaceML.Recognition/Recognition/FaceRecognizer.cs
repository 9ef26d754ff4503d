using System.Diagnostics.CodeAnalysis;

namespace FaceML.Recognition;

/// <summary>The whole way from an image to vectors: detector, landmarks, alignment, embedding.</summary>
/// <remarks>Safe to share between threads: make one and keep it. Dispose it to release the networks.</remarks>
/// <example>
/// <code>
/// using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
/// float[] a = recognizer.EmbedSingle(Image.Load("a.jpg")).Vector.ToArray();
/// float[] b = recognizer.EmbedSingle(Image.Load("b.jpg")).Vector.ToArray();
/// float cosine = FaceComparison.Cosine(a, b); // the higher, the more alike
/// </code>
/// </example>
public sealed class FaceRecognizer : IDisposable
{
    private readonly OnnxNetwork[] networks;
    private readonly FaceLandmarker? landmarker;
    private readonly FaceSearch search;

    private FaceRecognizer(OnnxNetwork[] networks, FaceRecognizerOptions options)
    {
        this.networks = networks;
        Options = options;
        Detector = new(networks[0], options.Detection);
        landmarker = options.Points == FacePointSource.Landmarks ? new(networks[1], options.Landmarks) : null;
        search = new(Detector, landmarker);
        Embedder = new((IReadOnlyList<OnnxNetwork>)networks[(landmarker is null ? 1 : 2)..], options.Embedding);
        if (landmarker is null)
        {
            DetectionFamilies.RequirePoints(networks[0].Card);
        }
    }

    /// <summary>What it was made with.</summary>
    public FaceRecognizerOptions Options { get; }

    /// <summary>Finds faces.</summary>
    public FaceDetector Detector { get; }

    /// <summary>Finds their landmarks.</summary>
    /// <exception cref="InvalidOperationException">The points come from the detector
    /// (<see cref="FaceRecognizerOptions.Points"/>).</exception>
    public FaceLandmarker Landmarker => landmarker
        ?? throw new InvalidOperationException("This recognizer takes the points from the detector; it has no landmark network.");

    /// <summary>Makes their vectors.</summary>
    public FaceEmbedder Embedder { get; }

    /// <summary>The networks it runs: detector, landmarks (unless the detector gives the points), embedders.</summary>
    public IReadOnlyList<OnnxNetwork> Networks => networks;

    /// <summary>Makes one from the networks that are installed, see <see cref="NetworkCatalog.Default"/>.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not installed or does not load.</exception>
    public static FaceRecognizer CreateDefault(FaceRecognizerOptions? options = null) => Create(NetworkCatalog.Default(), options);

    /// <summary>Makes one from the networks of a catalog.</summary>
    /// <param name="catalog">Where the networks are looked up.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="NetworkException">A network is not in the catalog or does not load.</exception>
    public static FaceRecognizer Create(NetworkCatalog catalog, FaceRecognizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= new();
        OnnxNetwork[] networks = catalog.LoadAll(options.NetworkNames(), options.Network);
        try
        {
            return new(networks, options);
        }
        catch
        {
            Array.ForEach(networks, network => network.Dispose());
            throw;
        }
    }

    /// <summary>Finds the faces of an image and their landmarks.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The faces, the surest first; empty when there is none.</returns>
    public IReadOnlyList<Face> Detect(Image image) => [.. Find(image).Select(found => Locate(image, found))];

    /// <summary>
    /// Finds the faces of an image, without the landmarks of all: what <see cref="Detector"/> finds and, where that is nothing,
    /// untrustworthy or cut off at the image's edge, what is found on an extended canvas and in the turned image
    /// (<see cref="DetectorOptions.ExtendCanvas"/>, <see cref="DetectorOptions.Turns"/>).
    /// </summary>
    /// <param name="image">The image.</param>
    /// <returns>The faces, the surest first, for <see cref="Select"/> and <see cref="Locate"/>; empty when there is none.</returns>
    public IReadOnlyList<DetectedFace> Find(Image image) => search.Complete(image, Detector.Detect(image));

    /// <summary>Embeds a face that was found in an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="face">A face of it.</param>
    /// <returns>A vector of length 1.</returns>
    /// <exception cref="AlignmentException">The face's points fix no alignment.</exception>
    public float[] Embed(Image image, Face face)
    {
        ArgumentNullException.ThrowIfNull(face);
        return Embedder.Embed(image, face.Points);
    }

    /// <summary>Embeds faces that were found in an image, whose points fix an alignment.</summary>
    internal IReadOnlyList<FaceEmbedding> Embed(Image image, IReadOnlyList<Face> faces) =>
    [
        .. faces.Zip(Embedder.Embed([.. faces.Select(face => new FaceInImage(image, face.Points))]),
            (face, embedded) => new FaceEmbedding(face, embedded.Vector) { Covered = embedded.Covered }),
    ];

    /// <summary>Finds and embeds every face of an image; faces whose points fix no alignment are left out.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The faces with their vectors, the surest first.</returns>
    public IReadOnlyList<FaceEmbedding> EmbedAll(Image image) =>
        Embed(image, [.. Detect(image).Where(face => Embedder.CanAlign(face.Points))]);

    /// <summary>Finds and embeds one face of an image. Only the face that is meant costs landmarks and an embedding.</summary>
    /// <param name="image">The image.</param>
    /// <param name="selection">Which face is meant when there are several.</param>
    /// <param name="result">The face and its vector, or null.</param>
    /// <param name="status">What came of it.</param>
    /// <returns>Whether the status is <see cref="FaceStatus.Found"/>.</returns>
    public bool TryEmbedSingle(Image image, FaceSelection selection, [NotNullWhen(true)] out FaceEmbedding? result, out FaceStatus status)
    {
        status = Embed(image, Find(image), selection, out _, out result);
        return result is not null;
    }

    /// <summary>As <see cref="TryEmbedSingle"/>, for when a face is expected.</summary>
    /// <param name="image">The image.</param>
    /// <param name="selection">Which face is meant when there are several.</param>
    /// <exception cref="FaceNotFoundException">There is no usable face, or several where one is allowed.</exception>
    public FaceEmbedding EmbedSingle(Image image, FaceSelection selection = FaceSelection.Largest) =>
        TryEmbedSingle(image, selection, out FaceEmbedding? result, out FaceStatus status)
            ? result
            : throw new FaceNotFoundException(status);

    /// <summary>Picks the face that is meant.</summary>
    /// <param name="faces">The faces of an image.</param>
    /// <param name="image">The image.</param>
    /// <param name="selection">Which one is meant.</param>
    /// <param name="face">The face, or the default value.</param>
    /// <returns>Found, NoFace or SeveralFaces.</returns>
    public static FaceStatus Select(IReadOnlyList<DetectedFace> faces, Image image, FaceSelection selection, out DetectedFace face)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentNullException.ThrowIfNull(image);
        face = default;
        if (faces.Count == 0)
        {
            return FaceStatus.NoFace;
        }

        if (selection == FaceSelection.Only && faces.Count > 1)
        {
            return FaceStatus.SeveralFaces;
        }

        Vector2 center = new(image.Width / 2f, image.Height / 2f);
        face = selection switch
        {
            FaceSelection.Largest or FaceSelection.Only => faces.MaxBy(f => f.Box.Area),
            FaceSelection.Central => faces.MinBy(f => Vector2.DistanceSquared(f.Box.Center, center)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(selection), selection, $"Known selections are {string.Join(", ", Enum.GetNames<FaceSelection>())}."),
        };
        return FaceStatus.Found;
    }

    /// <summary>The one way from the faces of an image to the vector of the one that is meant.</summary>
    /// <param name="image">The image.</param>
    /// <param name="faces">What <see cref="Find"/> found in it.</param>
    /// <param name="selection">Which face is meant when there are several.</param>
    /// <param name="found">That face, or the default value.</param>
    /// <param name="result">The face and its vector; null unless the status is <see cref="FaceStatus.Found"/>.</param>
    /// <returns>What came of it.</returns>
    internal FaceStatus Embed(
        Image image, IReadOnlyList<DetectedFace> faces, FaceSelection selection, out DetectedFace found, out FaceEmbedding? result)
    {
        result = null;
        FaceStatus status = Select(faces, image, selection, out found);
        if (status != FaceStatus.Found)
        {
            return status;
        }

        Face face = Locate(image, found);
        if (!Embedder.CanAlign(face.Points))
        {
            return FaceStatus.NotAligned;
        }

        result = Embed(image, [face])[0];
        return status;
    }

    /// <summary>Runs each network once, so that the first image is as quick as the others.</summary>
    public void WarmUp()
    {
        foreach (OnnxNetwork network in networks)
        {
            network.WarmUp(network.Card.Kind switch
            {
                NetworkKind.Landmarks => Options.Landmarks.Passes,
                NetworkKind.Embedder => Options.Embedding.Flip || network.Card.Embedding!.Flip ? 2 : 1,
                _ => 1,
            });
        }
    }

    /// <summary>Releases the networks.</summary>
    public void Dispose() => Array.ForEach(networks, network => network.Dispose());

    /// <summary>Finds the points of a detected face.</summary>
    /// <param name="image">The image.</param>
    /// <param name="found">A face that <see cref="Find"/> or <see cref="Detector"/> found in it.</param>
    public Face Locate(Image image, in DetectedFace found)
    {
        if (found.Landmarks is { } known)
        {
            return new(found.Box, found.Score, known.FivePoints, known) { Turn = found.Turn };
        }

        if (landmarker is null || Options.Detection.ImagesAreAligned)
        {
            return new(found.Box, found.Score, found.Points ?? throw new ArgumentException("A face with points is expected: this "
                + "recognizer takes them from the detector.", nameof(found)))
            {
                Turn = found.Turn,
            };
        }

        FaceLandmarks landmarks = landmarker.Locate(image, found.Box, found.FirstLandmarks);
        return new(found.Box, found.Score, landmarks.FivePoints, landmarks);
    }
}
