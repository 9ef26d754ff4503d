using FaceML.Vision;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace FaceML.Samples;

/// <summary>ML.NET's principal components and k-means on FaceML's embeddings: which of six photographs show the same person?</summary>
public static class ClusterAndProject
{
    private sealed class Clustered
    {
        public string Path { get; set; } = "";

        public uint PredictedLabel { get; set; }

        public float[] Projected { get; set; } = [];
    }

    public static void Run(TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView pictures = ml.Data.LoadFromEnumerable(
            Enumerable.Range(1, 6).Select(i => new FaceSource { Path = $"datasets/samples/sample{i}.jpg" }).ToArray());

        var pipeline = ml.Faces.EmbeddingPipeline()
            .AppendCacheCheckpoint(ml)
            .Append(ml.Transforms.ProjectToPrincipalComponents("Projected", "Embedding", rank: 3, seed: 1))
            .Append(ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { FeatureColumnName = "Embedding", NumberOfClusters = 5, NumberOfThreads = 1 }));

        IDataView grouped = pipeline.Fit(pictures).Transform(pictures);
        foreach (var group in ml.Data.CreateEnumerable<Clustered>(grouped, reuseRowObject: false).GroupBy(face => face.PredictedLabel).Where(group => group.Count() > 1))
        {
            output.WriteLine($"one person: {string.Join(", ", group.Select(face => Path.GetFileName(face.Path)))}");
        }

        output.WriteLine($"projected to {((VectorDataViewType)grouped.Schema["Projected"].Type).Size} of {((VectorDataViewType)grouped.Schema["Embedding"].Type).Size} numbers");
    }
}

/* Output:
*/
