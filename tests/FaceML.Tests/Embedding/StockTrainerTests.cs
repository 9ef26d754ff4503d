using Microsoft.ML.Trainers;

namespace FaceML.Tests.Embedding;

/// <summary>Embeddings in ML.NET's own trainers and files: images of people taken on different occasions.</summary>
[TestClass]
public sealed class StockTrainerTests
{
    private const int People = 10, Images = 4;

    private static readonly MLContext Ml = new(seed: 1);
    private static readonly Lazy<(IDataView Enrolled, IDataView Asked)> Lfw = new(Embed);

    private sealed class PathRow
    {
        [LoadColumn(0)]
        public string Path { get; set; } = "";

        [LoadColumn(1)]
        public string Identity { get; set; } = "";
    }

    [TestMethod]
    public void people_enrolled_by_mlnets_sdca_are_recognized_on_other_photographs()
    {
        (IDataView enrolled, IDataView asked) = Lfw.Value;
        ITransformer model = Ml.Transforms.Conversion.MapValueToKey("Label", "Identity")
            .Append(Ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Embedding")).Fit(enrolled);
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(model.Transform(asked));
        Assert.AreEqual(People, metrics.ConfusionMatrix.NumberOfClasses);
        Assert.IsGreaterThanOrEqualTo(0.95, metrics.MicroAccuracy);
    }

    [TestMethod]
    public void mlnets_k_means_groups_people_by_embeddings_and_by_their_principal_components()
    {
        IDataView data = Lfw.Value.Enrolled;
        IDataView prepared = Ml.Transforms.Conversion.MapValueToKey("Label", "Identity")
            .Append(Ml.Transforms.ProjectToPrincipalComponents("Projected", "Embedding", rank: People - 1, seed: 1)).Fit(data).Transform(
                data);
        foreach (string column in (string[])["Embedding", "Projected"])
        {
            var trainer = Ml.Clustering.Trainers.KMeans(
                new KMeansTrainer.Options { FeatureColumnName = column, NumberOfClusters = People, NumberOfThreads = 1 });
            ClusteringMetrics metrics = Ml.Clustering.Evaluate(trainer.Fit(prepared).Transform(prepared), labelColumnName: "Label");
            Assert.IsGreaterThan(0.8, metrics.NormalizedMutualInformation, column);
        }
    }

    [TestMethod]
    public void embeddings_come_back_from_mlnets_binary_file_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Faces.Embed("Embedding", "AlignedFace").Fit(ContractRow.View(Ml)).Transform(ContractRow.View(Ml));
        IDataView chosen = Ml.Transforms.SelectColumns("Path", "Embedding").Fit(data).Transform(data);
        IDataView read = SaveAndLoad(chosen, folder["embeddings.idv"]);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 512), read.Schema["Embedding"].Type);
        ViewValues.AreEqual(ViewValues.Read(chosen, "Path", "Embedding"), ViewValues.Read(read, "Path", "Embedding"), 0, "the binary file");
    }

    [TestMethod]
    public void mlnets_binary_file_leaves_out_columns_of_images_and_faces_without_a_word()
    {
        using var folder = new TemporaryFolder();
        IDataView read = SaveAndLoad(ContractRow.View(Ml), folder["rows.idv"]);
        string[] names = [.. read.Schema.Select(column => column.Name)];
        CollectionAssert.Contains(names, "Embedding1");
        CollectionAssert.DoesNotContain(names, "Image");
        CollectionAssert.DoesNotContain(names, "Faces");
        CollectionAssert.DoesNotContain(names, "StockImage");
    }

    private static IDataView SaveAndLoad(IDataView view, string path)
    {
        using (FileStream stream = File.Create(path))
        {
            Ml.Data.SaveAsBinary(view, stream);
        }

        return Ml.Data.LoadFromBinary(path);
    }

    // Paths and labels from a text file, as an application would have them.
    private static (IDataView Enrolled, IDataView Asked) Embed()
    {
        string[][] people = [.. Directory.EnumerateDirectories(TestData.DataSet("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Select(folder => Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray()).Where(files => files.Length >= 2 * Images)
                .Take(People)];
        return (Embed(people.SelectMany(files => files[..Images])), Embed(people.SelectMany(files => files[Images..(2 * Images)])));
    }

    private static IDataView Embed(IEnumerable<string> files)
    {
        string list = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(list, files.Select(file => $"{file}\t{Path.GetFileName(Path.GetDirectoryName(file))}"));
            IDataView paths = Ml.Data.LoadFromTextFile<PathRow>(list);
            IDataView embedded = Ml.Faces.EmbeddingPipeline()
                .Append(Ml.Transforms.SelectColumns("Identity", "Embedding")).Fit(paths).Transform(paths);
            return Ml.Data.LoadFromEnumerable(Ml.Data.CreateEnumerable<EmbeddedRow>(embedded, reuseRowObject: false).ToArray());
        }
        finally
        {
            File.Delete(list);
        }
    }

    private sealed class EmbeddedRow
    {
        public string Identity { get; set; } = "";

        [VectorType(512)]
        public float[] Embedding { get; set; } = [];
    }
}
