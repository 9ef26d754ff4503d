namespace FaceML.Recognition;

/// <summary>Finds the 68 landmarks of a face whose box is known.</summary>
/// <remarks>Safe to share between threads. Does not dispose the network.</remarks>
public sealed class FaceLandmarker
{
    private readonly OnnxNetwork network;
    private readonly LandmarkFamilies.Decoder decode;
    private readonly int points;
    private readonly int passes;

    /// <summary>Makes a landmarker.</summary>
    /// <param name="network">A network whose card says <see cref="NetworkKind.Landmarks"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="NetworkException">The network is of another kind.</exception>
    public FaceLandmarker(OnnxNetwork network, LandmarkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Require(NetworkKind.Landmarks);
        options ??= new();
        options.Check();
        this.network = network;
        decode = LandmarkFamilies.Find(network.Card);
        points = network.Card.OutputIndex("points");
        passes = options.Passes;
    }

    /// <summary>Finds the landmarks.</summary>
    /// <param name="image">The image.</param>
    /// <param name="box">The face's box, as a detector gives it; what lies outside of the image is cut off.</param>
    /// <exception cref="ArgumentException">No pixel of the image lies in the box.</exception>
    public FaceLandmarks Locate(Image image, in Box box) => Locate(image, box, onCanvas: false);

    /// <summary>Finds the landmarks. On a canvas nothing is cut off: what lies outside of the image is gray.</summary>
    internal FaceLandmarks Locate(Image image, in Box box, bool onCanvas) => Mean(image, box, onCanvas, null, passes);

    /// <summary>Finds the landmarks where those of the first pass may be known: the same as without them.</summary>
    internal FaceLandmarks Locate(Image image, in Box box, FaceLandmarks? first) =>
        first is not null && passes == 1 ? first : Mean(image, box, onCanvas: false, first, passes);

    /// <summary>The landmarks of the first pass alone.</summary>
    internal FaceLandmarks Glance(Image image, in Box box) => Mean(image, box, onCanvas: false, null, 1);

    // Of the passes before the given one; those of the first, where they are known, are not looked for again.
    private FaceLandmarks Mean(Image image, in Box box, bool onCanvas, FaceLandmarks? first, int passes)
    {
        ArgumentNullException.ThrowIfNull(image);
        Box clipped = box.ClipTo(image.Width, image.Height);
        if (!(clipped.Width >= 1 && clipped.Height >= 1))
        {
            throw new ArgumentException($"The box {box} shows nothing of a {image.Width}×{image.Height} image.", nameof(box));
        }

        int known = first is null ? 0 : 1, missing = passes - known;
        Vector2[] sums = first is null ? new Vector2[FaceLandmarks.Count] : [.. first.Points];
        using NetworkRun run = network.Rent(missing);
        Span<Box> crops = stackalloc Box[missing];
        for (int i = 0; i < missing; i++)
        {
            Box crop = CropJitter.Crop(box, known + i);
            crops[i] = onCanvas ? crop : crop.ClipTo(image.Width, image.Height);
            PixelTensor.Write(image, crops[i], network.InputSpec, run.Input(i), outside: Canvas.Gray);
        }

        run.Execute();
        for (int i = 0; i < missing; i++)
        {
            decode(run.Output(points, i), crops[i], sums);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] /= passes;
        }

        return new(sums);
    }
}
