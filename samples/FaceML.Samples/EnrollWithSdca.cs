using FaceML.Augmentation;
using FaceML.Imaging;
using FaceML.Recognition;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>
/// ML.NET's own multiclass trainer on FaceML's embeddings. The sample images show each of their people once: people are
/// recognized through a worse camera, not on another day. Figures for that need several images of each person.
/// </summary>
public static class EnrollWithSdca
{
    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView enrolled = ml.Data.LoadFromEnumerable(Faces(new FaceAugmentationOptions(), variants: 4));
        var coarse = new FaceAugmentationOptions { DownscaleProbability = 1, DownscaledWidth = new(32, 36) };
        IDataView asked = ml.Data.LoadFromEnumerable(Faces(coarse, variants: 2));

        var pipeline = ml.Faces.Embed("Embedding", "AlignedFace")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Identity"))
            .AppendCacheCheckpoint(ml)
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Embedding"))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedIdentity", "PredictedLabel"));

        var model = pipeline.Fit(enrolled);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(asked), topKPredictionCount: 3);
        output.WriteLine($"{metrics.ConfusionMatrix.NumberOfClasses} people, {asked.GetRowCount()} coarse faces");
        output.WriteLine($"right person first: {metrics.MicroAccuracy:P0}, among the first three: {metrics.TopKAccuracy:P0}");
    }

    // Each face of the samples, changed a little in each variant.
    private static LabeledFace[] Faces(FaceAugmentationOptions change, int variants)
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        var augmentation = new FaceAugmentation(change);
        // The largest faces of the first and the third image are one woman's.
        return [.. new[] { 1, 2, 4, 5, 6 }.SelectMany(number =>
        {
            Image image = Image.Load($"datasets/samples/sample{number}.jpg");
            return recognizer.Detect(image).SelectMany((face, i) => Enumerable.Range(0, variants)
                .Select(variant => new LabeledFace(
                    augmentation.Apply(aligner.Align(image, face.Points), variant), $"{number}-{i}")));
        })];
    }
}

/* Output:
19 people, 38 coarse faces
right person first: 100 %, among the first three: 100 %
*/
