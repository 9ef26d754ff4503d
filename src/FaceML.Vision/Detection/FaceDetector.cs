using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>Finds the faces in pictures.</summary>
/// <remarks>Safe to share between threads. Does not dispose the network.</remarks>
public sealed class FaceDetector
{
    // Small enough to keep the memory of a run modest, large enough to spread what a run costs beside its arithmetic.
    private const int MostAtOnce = 16;

    private readonly OnnxNetwork network;
    private readonly IDetectionDecoder decoder;
    private readonly DetectorOptions options;
    private readonly float scoreThreshold, tileThreshold, nmsIou;

    /// <summary>Makes a detector.</summary>
    /// <param name="network">A network whose card says <see cref="NetworkKind.Detector"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="NetworkException">The network is of another kind.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FaceDetector(OnnxNetwork network, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Require(NetworkKind.Detector);
        this.options = options ?? new();
        this.options.Check();
        this.network = network;
        DetectionCard card = network.Card.Detection!;
        decoder = DetectionFamilies.Find(network.Card);
        scoreThreshold = this.options.ScoreThreshold ?? card.ScoreThreshold;
        tileThreshold = this.options.Tiling?.ScoreThreshold ?? MathF.Max(scoreThreshold, card.TileScoreThreshold);
        nmsIou = this.options.NmsIou ?? card.NmsIou;
    }

    /// <summary>Finds the faces of one picture.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The faces, the surest first; empty when there is none.</returns>
    public IReadOnlyList<DetectedFace> Detect(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Detect([image])[0];
    }

    /// <summary>Finds the faces of several pictures; the same values as one by one.</summary>
    /// <param name="images">The pictures.</param>
    /// <returns>For each picture, in their order, the faces, the surest first.</returns>
    public IReadOnlyList<IReadOnlyList<DetectedFace>> Detect(IReadOnlyList<Image> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        List<View> views = [];
        for (int i = 0; i < images.Count; i++)
        {
            Image image = images[i] ?? throw new ArgumentException($"Picture {i} is null.", nameof(images));
            views.Add(new(i, new(0, 0, image.Width, image.Height), null));
            if (options.Tiling is { } tiling)
            {
                views.AddRange(TileGrid.Tiles(image.Width, image.Height, network.Card.Input, tiling).Select(tile => new View(i, tile.Region, tile)));
            }
        }

        List<DetectedFace>[] found = [.. images.Select(_ => new List<DetectedFace>())];
        foreach (View[] block in views.Chunk(network.TakesBatches ? MostAtOnce : 1))
        {
            Run(images, block, found);
        }

        return [.. found.Select((faces, i) => Finish(images[i], faces))];
    }

    private void Run(IReadOnlyList<Image> images, View[] views, List<DetectedFace>[] found)
    {
        using NetworkRun run = network.Rent(views.Length);
        for (int i = 0; i < views.Length; i++)
        {
            PixelTensor.Write(images[views[i].Image], views[i].Region, network.InputSpec, run.Input(i));
        }

        run.Execute();
        List<DetectedFace> seen = [];
        for (int i = 0; i < views.Length; i++)
        {
            View view = views[i];
            Image image = images[view.Image];
            seen.Clear();
            decoder.Decode(run, i, view.Region, view.Tile is null ? scoreThreshold : tileThreshold, seen);
            found[view.Image].AddRange(view.Tile is { } tile ? seen.Where(face => TileMerge.Counts(face.Box, tile, image, network.InputSpec)) : seen);
        }
    }

    private List<DetectedFace> Finish(Image image, List<DetectedFace> faces)
    {
        IEnumerable<DetectedFace> inside = faces
            .Select(face => face with { Box = face.Box.ClipTo(image.Width, image.Height) })
            .Where(face => face.Box.Area > 0);
        List<DetectedFace> apart = options.Tiling is null ? NonMaximumSuppression.Suppress(inside, nmsIou) : TileMerge.Suppress(inside, nmsIou);

        // Too small ones go last: earlier, what they suppressed would take their place.
        return [.. apart.Where(face => MathF.Min(face.Box.Width, face.Box.Height) >= options.MinSize).Take(options.MaxFaces)];
    }

    private readonly record struct View(int Image, Box Region, Tile? Tile);
}
