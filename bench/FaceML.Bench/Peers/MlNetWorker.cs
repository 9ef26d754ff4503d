using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Transforms.Onnx;

namespace FaceML.Bench.Peers;

/// <summary>
/// ML.NET's own <c>ResizeImages → ExtractPixels → ApplyOnnxModel</c> for the detector, on the <see cref="MLImage"/> that <c>LoadImages</c>
/// makes. ML.NET has no stage that crops or aligns a face, so the inputs of the other two networks are cut in C# and
/// <c>ApplyOnnxModel</c> runs them. Each worker has prediction engines of its own: a data view would decode every file twice, once for the
/// detector and once for the crops.
/// </summary>
internal sealed class MlNetWorker : FaceByFaceWorker<MLImage>
{
    private readonly PredictionEngine<Photo, Scores> detector;
    private readonly PredictionEngine<Crop, Output> landmarks;
    private readonly PredictionEngine<Aligned, Output> embedder;

    public MlNetWorker(PeerTask task)
        : base(task)
    {
        MLContext ml = new(seed: 1);
        IEstimator<ITransformer> detect = ml.Transforms.ResizeImages(
                "Small", task.Detector.Width, task.Detector.Height, nameof(Photo.Image), ImageResizingEstimator.ResizingKind.Fill)
            .Append(ml.Transforms.ExtractPixels("input", "Small", offsetImage: task.Detector.Mean, scaleImage: task.Detector.Scale))
            .Append(Network(ml, task.Detector, "scores", "boxes"));
        detector = Engine<Photo, Scores>(ml, detect);
        landmarks = Engine<Crop, Output>(ml, Network(ml, task.Landmarks, "output"));
        embedder = Engine<Aligned, Output>(ml, Network(ml, task.Embedder, "output"));
    }

    protected override IDisposable[] Networks => [detector, landmarks, embedder];

    protected override MLImage Decode(string file) => MLImage.CreateFromFile(file);

    protected override (int Width, int Height) SizeOf(MLImage image) => (image.Width, image.Height);

    protected override (float[] Scores, float[] Boxes) Detect(MLImage image)
    {
        Scores found = detector.Predict(new Photo { Image = image });
        return (found.scores, found.boxes);
    }

    protected override float[] Locate(MLImage image, in Box crop)
    {
        float[] input = new float[Task.Landmarks.Width * Task.Landmarks.Height];
        PlainPixels.Gray(image, crop, Task.Landmarks, input);
        return landmarks.Predict(new Crop { input = input }).output;
    }

    protected override float[][] Embed(MLImage image, in SimilarityTransform imageToAligned)
    {
        float[] input = new float[3 * Task.Embedder.Width * Task.Embedder.Height];
        PlainPixels.Aligned(image, imageToAligned, Task.Embedder, input);
        float[] vector = embedder.Predict(new Aligned { input = input }).output;
        if (!Task.Flip)
        {
            return [vector];
        }

        for (int row = 0; row < input.Length; row += Task.Embedder.Width)
        {
            Array.Reverse(input, row, Task.Embedder.Width);
        }

        return [vector, embedder.Predict(new Aligned { input = input }).output];
    }

    private static PredictionEngine<TIn, TOut> Engine<TIn, TOut>(MLContext ml, IEstimator<ITransformer> chain)
        where TIn : class
        where TOut : class, new() =>
        ml.Model.CreatePredictionEngine<TIn, TOut>(chain.Fit(ml.Data.LoadFromEnumerable<TIn>([])));

    private IEstimator<ITransformer> Network(MLContext ml, PeerNetwork network, params string[] outputs) =>
        ml.Transforms.ApplyOnnxModel(new OnnxOptions
        {
            ModelFile = network.Path,
            InputColumns = [network.Input],
            OutputColumns = outputs,
            IntraOpNumThreads = Task.Layout.Threads,
        });

    private sealed class Photo
    {
        // Of any size: ResizeImages reads the image's own.
        [ImageType(250, 250)]
        public MLImage? Image { get; set; }
    }

    // The rest is named as the inputs and outputs of the network files are: ApplyOnnxModel takes the names of columns from there.
    private sealed class Scores
    {
        public float[] scores { get; set; } = [];

        public float[] boxes { get; set; } = [];
    }

    private sealed class Crop
    {
        [VectorType(1, 1, 64, 64)]
        public float[] input { get; set; } = [];
    }

    private sealed class Aligned
    {
        [VectorType(1, 3, 112, 112)]
        public float[] input { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] output { get; set; } = [];
    }
}
