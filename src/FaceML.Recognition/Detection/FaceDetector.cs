using System.Runtime.InteropServices;

namespace FaceML.Recognition;

/// <summary>Finds the faces in images.</summary>
/// <remarks>Safe to share between threads. Does not dispose the network.</remarks>
public sealed class FaceDetector
{
    // Views in a run of a device, which is quicker with several. Several do not fit a processor's caches and take longer there, each.
    private const int MostOnDevice = 16;

    private static readonly TilingOptions AutomaticTiling = new();

    private readonly OnnxNetwork network;
    private readonly IDetectionCascade? cascade;
    private readonly IDetectionDecoder? decoder;
    private readonly DetectorOptions options;
    private readonly int longestSide;
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
        if (network.Card.Input.Resizing is null && (this.options.LongestSide is not null || this.options.Scales > 1))
        {
            throw new NetworkException(network.Card.Name,
                $"its input has a fixed size, so {nameof(DetectorOptions.LongestSide)} and {nameof(DetectorOptions.Scales)} do not go "
                    + $"with it; use {nameof(DetectorOptions.Tiling)}");
        }

        cascade = DetectionFamilies.FindCascade(network, this.options);
        decoder = cascade is null ? DetectionFamilies.Find(network.Card) : null;
        longestSide = this.options.LongestSide ?? network.Card.Input.Resizing?.LongestSide ?? 0;
        scoreThreshold = this.options.ScoreThreshold ?? card.ScoreThreshold;
        tileThreshold = this.options.Tiling?.ScoreThreshold ?? MathF.Max(scoreThreshold, card.TileScoreThreshold);
        nmsIou = this.options.NmsIou ?? card.NmsIou;
    }

    /// <summary>What it was made with.</summary>
    internal DetectorOptions Options => options;

    /// <summary>Whether its faces come with <see cref="DetectedFace.Points"/>.</summary>
    public bool GivesPoints => decoder?.GivesPoints ?? true;

    /// <summary>Finds the faces of one image.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The faces, the surest first; empty when there is none.</returns>
    public IReadOnlyList<DetectedFace> Detect(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Detect([image])[0];
    }

    /// <summary>Finds the faces of several images; the same values as one by one.</summary>
    /// <param name="images">The images.</param>
    /// <returns>For each image, in their order, the faces, the surest first.</returns>
    public IReadOnlyList<IReadOnlyList<DetectedFace>> Detect(IReadOnlyList<Image> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (options.ImagesAreAligned)
        {
            return [.. images.Select(image => (IReadOnlyList<DetectedFace>)[Aligned(image)])];
        }

        List<View> views = [];
        for (int i = 0; i < images.Count; i++)
        {
            Image image = images[i] ?? throw new ArgumentException($"Image {i} is null.", nameof(images));
            for (int scale = 0; scale < options.Scales; scale++)
            {
                views.Add(new(i, new(0, 0, image.Width, image.Height), null, SideAt(scale, image)));
            }

            if (TilingOf(image) is { } tiling)
            {
                views.AddRange(TileGrid.Tiles(image.Width, image.Height, network.Card.Input, tiling)
                    .Select(tile => new View(i, tile.Region, tile, longestSide)));
            }
        }

        List<DetectedFace>[] found = [.. images.Select(_ => new List<DetectedFace>())];
        bool together = cascade is null && network.TakesBatches && network.Card.Input.Resizing is null
            && network.Provider != ExecutionProvider.Cpu;
        foreach (View[] block in views.Chunk(together ? MostOnDevice : 1))
        {
            Run(images, block, found);
        }

        return [.. found.Select((faces, i) => Finish(images[i], faces))];
    }

    /// <summary>
    /// Finds the faces of an image on a canvas that reaches beyond its edges. Boxes are in the image's coordinates and may reach beyond its
    /// edges too; their centers do not.
    /// </summary>
    internal IReadOnlyList<DetectedFace> DetectOnCanvas(Image image, float border)
    {
        List<DetectedFace>[] found = [[]];
        Run([image], [new(0, Canvas.Around(image, border), null, longestSide)], found);
        DetectedFace[] inside = [.. found[0].Where(face => face.Box.Area > 0
            && face.Box.Center is { X: >= 0, Y: >= 0 } center && center.X <= image.Width && center.Y <= image.Height)];
        return Limited(NonMaximumSuppression.Suppress(inside, nmsIou));
    }

    private static DetectedFace Aligned(Image image)
    {
        AlignmentTemplate template = AlignmentTemplate.ArcFace112.ForSize(image.Width, image.Height);
        IReadOnlyList<System.Numerics.Vector2> at = template.Points;
        return new(new Box(0, 0, image.Width, image.Height), 1, new FacePoints(at[0], at[1], at[2], at[3], at[4]));
    }

    private TilingOptions? TilingOf(Image image) =>
        options.Tiling ?? (options.SoftNmsSigma is null && options.TilesFrom is { } pixels
            && TileGrid.IsLarge(image, network.Card.Input, pixels) ? AutomaticTiling : null);

    // The first look is at the size that the options allow, each further one at half the size.
    private int SideAt(int scale, Image image) => scale == 0
        ? longestSide
        : Math.Max(1, Math.Min(longestSide, Math.Max(image.Width, image.Height)) >> scale);

    private void Run(IReadOnlyList<Image> images, View[] views, List<DetectedFace>[] found)
    {
        List<DetectedFace>[] seen = cascade is null ? RunOnce(images, views) : RunCascade(cascade, images, views);
        for (int i = 0; i < views.Length; i++)
        {
            View view = views[i];
            Image image = images[view.Image];
            found[view.Image].AddRange(view.Tile is { } tile ? seen[i]
                .Where(face => TileMerge.Counts(face.Box, tile, image, network.InputSpec)) : seen[i]);
        }
    }

    private List<DetectedFace>[] RunOnce(IReadOnlyList<Image> images, View[] views)
    {
        InputView[] shown = Array.ConvertAll(views, view => InputView.Of(view.Region, network.Card.Input, view.LongestSide));
        using NetworkRun run = network.Rent(views.Length, shown[0].Width, shown[0].Height);
        TensorSpec spec = network.InputSpec with { Width = run.Width, Height = run.Height };
        for (int i = 0; i < views.Length; i++)
        {
            // Without a canvas the view reaches beyond the image only where proportions differ, which networks have seen as black.
            byte outside = views[i].Tile is null && views[i].Region.Left < 0 ? Canvas.Gray : (byte)0;
            PixelTensor.Write(images[views[i].Image], shown[i].Shown, spec, run.Input(i), outside: outside);
        }

        run.Execute();
        List<DetectedFace>[] seen = [.. views.Select(_ => new List<DetectedFace>())];
        for (int i = 0; i < views.Length; i++)
        {
            decoder!.Decode(run, i, shown[i].Shown, ThresholdOf(views[i]), seen[i]);
        }

        return seen;
    }

    private List<DetectedFace>[] RunCascade(IDetectionCascade cascade, IReadOnlyList<Image> images, View[] views)
    {
        List<DetectedFace>[] seen = [.. views.Select(_ => new List<DetectedFace>())];
        for (int i = 0; i < views.Length; i++)
        {
            cascade.Find(images[views[i].Image], views[i].Region, ThresholdOf(views[i]), seen[i]);
        }

        return seen;
    }

    private float ThresholdOf(View view) => view.Tile is null ? scoreThreshold : tileThreshold;

    private List<DetectedFace> Finish(Image image, List<DetectedFace> faces)
    {
        List<DetectedFace> inside = faces.ConvertAll(face => face with { Box = face.Box.ClipTo(image.Width, image.Height) });
        inside.RemoveAll(face => !(face.Box.Area > 0));
        List<DetectedFace> apart = options.SoftNmsSigma is { } sigma ? SoftSuppression.Suppress(inside, sigma, scoreThreshold)
            : TilingOf(image) is null ? NonMaximumSuppression.Suppress(CollectionsMarshal.AsSpan(inside), nmsIou)
            : TileMerge.Suppress(CollectionsMarshal.AsSpan(inside), nmsIou);
        return Limited(apart);
    }

    // Too small ones go last: earlier, what they suppressed would take their place.
    private List<DetectedFace> Limited(List<DetectedFace> faces)
    {
        faces.RemoveAll(face => !(MathF.Min(face.Box.Width, face.Box.Height) >= options.MinSize));
        faces.RemoveRange(Math.Min(faces.Count, options.MaxFaces), Math.Max(0, faces.Count - options.MaxFaces));
        return faces;
    }

    private sealed record View(int Image, Box Region, Tile? Tile, int LongestSide);
}
