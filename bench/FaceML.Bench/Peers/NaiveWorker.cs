using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SkiaSharp;

namespace FaceML.Bench.Peers;

/// <summary>
/// The loop as a newcomer writes it after ONNX Runtime's tutorials: SkiaSharp decodes and resizes, a new <see cref="DenseTensor{T}"/> is
/// filled number by number, sessions have their default options, one image at a time.
/// </summary>
internal sealed class NaiveWorker(PeerTask task) : FaceByFaceWorker<SKBitmap>(task)
{
    private readonly InferenceSession detector = new(task.Detector.Path), landmarks = new(task.Landmarks.Path),
        embedder = new(task.Embedder.Path);

    protected override IDisposable[] Networks => [detector, landmarks, embedder];

    protected override SKBitmap Decode(string file) => SKBitmap.Decode(file);

    protected override (int Width, int Height) SizeOf(SKBitmap image) => (image.Width, image.Height);

    protected override (float[] Scores, float[] Boxes) Detect(SKBitmap image)
    {
        PeerNetwork network = Task.Detector;
        using SKBitmap small = image.Resize(new SKImageInfo(network.Width, network.Height), SKFilterQuality.Medium);
        float[][] outputs = Run(detector, network, Colors(small, network, bgr: false), "scores", "boxes");
        return (outputs[0], outputs[1]);
    }

    protected override float[] Locate(SKBitmap image, in Box crop)
    {
        PeerNetwork network = Task.Landmarks;
        using SKBitmap part = new();
        image.ExtractSubset(part, new SKRectI((int)crop.Left, (int)crop.Top, (int)crop.Right, (int)crop.Bottom));
        using SKBitmap small = part.Resize(new SKImageInfo(network.Width, network.Height), SKFilterQuality.Medium);
        SKColor[] pixels = small.Pixels;
        DenseTensor<float> input = new([1, 1, network.Height, network.Width]);
        for (int y = 0; y < network.Height; y++)
        {
            for (int x = 0; x < network.Width; x++)
            {
                SKColor pixel = pixels[y * network.Width + x];
                float gray = 0.299f * pixel.Red + 0.587f * pixel.Green + 0.114f * pixel.Blue;
                input[0, 0, y, x] = (gray - network.Mean) * network.Scale;
            }
        }

        return Run(landmarks, network, input, "output")[0];
    }

    protected override float[][] Embed(SKBitmap image, in SimilarityTransform imageToAligned)
    {
        PeerNetwork network = Task.Embedder;
        using SKBitmap aligned = new(network.Width, network.Height);
        using (SKCanvas canvas = new(aligned))
        using (SKPaint paint = new() { FilterQuality = SKFilterQuality.Low })
        {
            (float a, float b, float x, float y) = imageToAligned;
            canvas.Clear(SKColors.Black);
            canvas.SetMatrix(new SKMatrix(a, -b, x, b, a, y, 0, 0, 1));
            canvas.DrawBitmap(image, 0, 0, paint);
        }

        float[] vector = Run(embedder, network, Colors(aligned, network, bgr: true), "output")[0];
        return Task.Flip
            ? [vector, Run(embedder, network, Colors(aligned, network, bgr: true, mirrored: true), "output")[0]]
            : [vector];
    }

    private static float[][] Run(InferenceSession session, PeerNetwork network, DenseTensor<float> input, params string[] outputs)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results =
            session.Run([NamedOnnxValue.CreateFromTensor(network.Input, input)]);
        return [.. outputs.Select(name => results.First(result => result.Name == name).AsEnumerable<float>().ToArray())];
    }

    private static DenseTensor<float> Colors(SKBitmap bitmap, PeerNetwork network, bool bgr, bool mirrored = false)
    {
        SKColor[] pixels = bitmap.Pixels;
        DenseTensor<float> input = new([1, 3, network.Height, network.Width]);
        for (int y = 0; y < network.Height; y++)
        {
            for (int x = 0; x < network.Width; x++)
            {
                SKColor pixel = pixels[y * network.Width + (mirrored ? network.Width - 1 - x : x)];
                input[0, bgr ? 2 : 0, y, x] = (pixel.Red - network.Mean) * network.Scale;
                input[0, 1, y, x] = (pixel.Green - network.Mean) * network.Scale;
                input[0, bgr ? 0 : 2, y, x] = (pixel.Blue - network.Mean) * network.Scale;
            }
        }

        return input;
    }
}
