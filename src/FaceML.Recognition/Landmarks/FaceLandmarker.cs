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
    internal FaceLandmarks Locate(Image image, in Box box, bool onCanvas)
    {
        ArgumentNullException.ThrowIfNull(image);
        Box clipped = box.ClipTo(image.Width, image.Height);
        if (!(clipped.Width >= 1 && clipped.Height >= 1))
        {
            throw new ArgumentException($"The box {box} shows nothing of a {image.Width}×{image.Height} image.", nameof(box));
        }

        using NetworkRun run = network.Rent(passes);
        Span<Box> crops = stackalloc Box[passes];
        for (int pass = 0; pass < passes; pass++)
        {
            Box crop = CropJitter.Crop(box, pass);
            crops[pass] = onCanvas ? crop : crop.ClipTo(image.Width, image.Height);
            PixelTensor.Write(image, crops[pass], network.InputSpec, run.Input(pass), outside: Canvas.Gray);
        }

        run.Execute();
        Vector2[] sums = new Vector2[FaceLandmarks.Count];
        for (int pass = 0; pass < passes; pass++)
        {
            decode(run.Output(points, pass), crops[pass], sums);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] /= passes;
        }

        return new(sums);
    }
}
