using FaceML.Augmentation;
using FaceML.Imaging;
using FaceML.Recognition;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace FaceML.Samples;

/// <summary>
/// ML.NET's principal components and k-means on FaceML's embeddings. Labels only judge the groups; the variants of a face are made by
/// changing it.
/// </summary>
public static class ClusterAndProject
{
    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        LabeledFace[] faces = Faces();
        int people = faces.DistinctBy(face => face.Identity).Count();

        var preparation = ml.Faces.Embed("Embedding", "AlignedFace")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Identity"))
            .Append(ml.Transforms.ProjectToPrincipalComponents("Projected", "Embedding", rank: people - 1, seed: 1));
        IDataView data = ml.Data.LoadFromEnumerable(faces);
        IDataView prepared = ml.Data.Cache(preparation.Fit(data).Transform(data));

        output.WriteLine($"{faces.Length} faces of {people} people");
        foreach (string column in new[] { "Embedding", "Projected" })
        {
            var options = new KMeansTrainer.Options { FeatureColumnName = column, NumberOfClusters = people, NumberOfThreads = 1 };
            var trainer = ml.Clustering.Trainers.KMeans(options);
            ClusteringMetrics metrics = ml.Clustering.Evaluate(trainer.Fit(prepared).Transform(prepared), labelColumnName: "Label");
            int length = ((VectorDataViewType)prepared.Schema[column].Type).Size;
            output.WriteLine($"k-means on {length} numbers: normalized mutual information {metrics.NormalizedMutualInformation:F2}");
        }
    }

    // The faces of one image, twelve times each.
    private static LabeledFace[] Faces()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        var augmentation = new FaceAugmentation(new FaceAugmentationOptions());
        Image image = Image.Load("datasets/samples/sample5.jpg");
        return [.. recognizer.Detect(image).SelectMany((face, i) => Enumerable.Range(0, 12)
            .Select(variant => new LabeledFace(
                augmentation.Apply(aligner.Align(image, face.Points), variant), $"person {i}")))];
    }
}

/* Output:
60 faces of 5 people
k-means on 512 numbers: normalized mutual information 1.00
k-means on 4 numbers: normalized mutual information 1.00
*/
