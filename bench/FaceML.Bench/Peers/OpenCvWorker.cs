using System.Numerics;
using System.Runtime.InteropServices;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace FaceML.Bench.Peers;

/// <summary>OpenCV from file to embedding: its decoder, its resizing and warping, its DNN module on the same networks.</summary>
internal class OpenCvWorker : FaceByFaceWorker<Mat>
{
    private readonly Net detector, landmarks, embedder;

    public OpenCvWorker(PeerTask task)
        : base(task)
    {
        Cv2.SetNumThreads(task.Layout.Threads);
        (detector, landmarks, embedder) = (Open(task.Detector), Open(task.Landmarks), Open(task.Embedder));
    }

    /// <summary>Why OpenCV cannot be used here; null where it can.</summary>
    public static string? Missing()
    {
        try
        {
            return Cv2.GetVersionString() is null ? "it names no version" : null;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException
            or OpenCvSharpException)
        {
            return NativeLoading.Reason(e, "OpenCvSharpExtern")
                + "; on Debian `apt-get install libgtk-3-0 libdrm2 libatomic1` brings all that it requires";
        }
    }

    protected override IDisposable[] Networks => [detector, landmarks, embedder];

    protected override Mat Decode(string file) => Cv2.ImRead(file);

    protected override (int Width, int Height) SizeOf(Mat image) => (image.Width, image.Height);

    protected override (float[] Scores, float[] Boxes) Detect(Mat image)
    {
        float[][] outputs = Forward(detector, Task.Detector, image, rgb: true, "scores", "boxes");
        return (outputs[0], outputs[1]);
    }

    protected override float[] Locate(Mat image, in Box crop)
    {
        int left = (int)crop.Left, top = (int)crop.Top;
        using Mat part = new(image, new Rect(left, top, (int)crop.Right - left, (int)crop.Bottom - top));
        using Mat gray = new();
        Cv2.CvtColor(part, gray, ColorConversionCodes.BGR2GRAY);
        return Forward(landmarks, Task.Landmarks, gray, rgb: false, "output")[0];
    }

    protected override float[][] Embed(Mat image, in SimilarityTransform imageToAligned)
    {
        // OpenCV's coordinates have the center of the first pixel at 0.
        (float a, float b, _, _) = imageToAligned;
        Vector2 half = new(0.5f), shift = imageToAligned.Apply(half) - half;
        using Mat matrix = new(2, 3, MatType.CV_32FC1);
        matrix.SetArray([a, -b, shift.X, b, a, shift.Y]);
        using Mat aligned = new();
        Cv2.WarpAffine(image, aligned, matrix, new Size(Task.Embedder.Width, Task.Embedder.Height));
        float[] vector = Forward(embedder, Task.Embedder, aligned, rgb: false, "output")[0];
        if (!Task.Flip)
        {
            return [vector];
        }

        using Mat mirrored = new();
        Cv2.Flip(aligned, mirrored, FlipMode.Y);
        return [vector, Forward(embedder, Task.Embedder, mirrored, rgb: false, "output")[0]];
    }

    private static Net Open(PeerNetwork network) => CvDnn.ReadNetFromOnnx(network.Path)
        ?? throw new InvalidOperationException($"OpenCV does not read {network.Path}.");

    private static float[][] Forward(Net net, PeerNetwork network, Mat image, bool rgb, params string[] outputs)
    {
        Size size = new(network.Width, network.Height);
        using Mat blob = CvDnn.BlobFromImage(image, network.Scale, size, Scalar.All(network.Mean), rgb, crop: false);
        net.SetInput(blob, network.Input);
        Mat[] results = [.. outputs.Select(_ => new Mat())];
        net.Forward(results, outputs);
        return [.. results.Select(Values)];
    }

    private static float[] Values(Mat result)
    {
        float[] values = new float[result.Total()];
        Marshal.Copy(result.Data, values, 0, values.Length);
        result.Dispose();
        return values;
    }
}

/// <summary>The same with OpenCV's <see cref="FaceDetectorYN"/>, which gives the five points, so that no landmark network runs.</summary>
internal sealed class OpenCvYuNetWorker : OpenCvWorker
{
    // The image is reduced to about the size that FaceML's detector sees.
    private const int LongestSide = 320;

    private const int MostFaces = 5000;

    private readonly FaceDetectorYN detector;

    public OpenCvYuNetWorker(PeerTask task)
        : base(task) => detector = Open(task);

    /// <summary>Why the file of a task does not run here; null where it does.</summary>
    public static string? Missing(PeerTask task)
    {
        if (Missing() is { } library)
        {
            return library;
        }

        if (!File.Exists(task.YuNet))
        {
            return "no YuNet file is named by --yunet or FACEML_YUNET";
        }

        try
        {
            using FaceDetectorYN detector = Open(task);
            using Mat blank = new(LongestSide, LongestSide, MatType.CV_8UC3, Scalar.Black), faces = new();
            detector.Detect(blank, faces);
            return null;
        }
        catch (OpenCVException exception)
        {
            return $"OpenCV does not run {task.YuNet} ({exception.ErrMsg.ReplaceLineEndings(" ").Trim(' ', '>')})";
        }
    }

    public override void Dispose()
    {
        detector.Dispose();
        base.Dispose();
    }

    protected override IEnumerable<(Box Box, FacePoints Points)> Find(Mat image)
    {
        // A square canvas: the network's file may have an input of one size.
        float scale = LongestSide / (float)Math.Max(image.Width, image.Height);
        using Mat small = new(), canvas = new(), faces = new();
        Cv2.Resize(image, small, new Size((int)(image.Width * scale), (int)(image.Height * scale)), 0, 0, InterpolationFlags.Area);
        Cv2.CopyMakeBorder(small, canvas, 0, LongestSide - small.Height, 0, LongestSide - small.Width, BorderTypes.Constant, Scalar.Black);
        detector.Detect(canvas, faces);
        int rows = faces.Rows, columns = faces.Cols;
        for (int i = 0; i < rows; i++)
        {
            float[] row = [.. Enumerable.Range(0, columns).Select(column => faces.At<float>(i, column) / scale)];
            yield return (new(row[0], row[1], row[0] + row[2], row[1] + row[3]),
                new(Point(row, 0), Point(row, 1), Point(row, 2), Point(row, 3), Point(row, 4)));
        }
    }

    private static FaceDetectorYN Open(PeerTask task) => FaceDetectorYN.Create(
        task.YuNet!, "", new Size(LongestSide, LongestSide), task.ScoreThreshold, task.NmsIou, MostFaces)
        ?? throw new OpenCVException(ErrorCode.StsError, nameof(Open), "the file is no network", nameof(OpenCvYuNetWorker), 0);

    private static Vector2 Point(float[] row, int point) => new(row[4 + 2 * point], row[5 + 2 * point]);
}
