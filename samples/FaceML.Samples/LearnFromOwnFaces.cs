using FaceML.Augmentation;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Training;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>A head learned from one's own people on coarse images, saved with its network, and written as one ONNX file.</summary>
public static class LearnFromOwnFaces
{
    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView faces = ml.Data.LoadFromEnumerable(CoarseFaces());

        var pipeline = ml.Faces.Embed("Embedding", "AlignedFace").Append(ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            Training = new MetricHeadOptions { Loss = new InfoNceLossOptions(), LearningRate = 3e-4, Epochs = 10 },
        }));
        using TransformerChain<FaceMetricHeadTransformer> model = pipeline.Fit(faces);

        FaceTrainingSummary learned = model.LastTransformer.Summary;
        output.WriteLine(
            $"Learned from {learned.Images} images of {learned.People} people; {learned.HeldOutPeople} others chose the epoch.");
        output.WriteLine($"No worse for them than before: {learned.BestValidation >= learned.InitialValidation}");

        ml.Faces.Save(model, faces.Schema, Path.Combine(Path.GetTempPath(), "coarse-faces.faceml"));
        NetworkCard card = ml.Faces.ExportNetwork(model, "coarse-faces", Path.Combine(Path.GetTempPath(), "coarse-faces.onnx"));
        output.WriteLine($"{card.Name}: vectors of {card.Embedding!.Length}, aligned as {card.Embedding.Template}");
    }

    // Each face of the samples as a distant camera might see it, eight times.
    private static LabeledFace[] CoarseFaces()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        var camera = new FaceAugmentation(new FaceAugmentationOptions { DownscaleProbability = 1, DownscaledWidth = new(20, 32) });
        return [.. Enumerable.Range(1, 6).SelectMany(i =>
        {
            Image image = Image.Load($"datasets/samples/sample{i}.jpg");
            return recognizer.Detect(image).SelectMany((face, j) => Enumerable.Range(0, 8)
                .Select(variant => new LabeledFace(camera.Apply(aligner.Align(image, face.Points), variant), $"{i}-{j}")));
        })];
    }
}

/* Output:
Learned from 144 images of 18 people; 4 others chose the epoch.
No worse for them than before: True
coarse-faces: vectors of 512, aligned as arcface-112
*/
