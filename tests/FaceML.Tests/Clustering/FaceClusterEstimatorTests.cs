using FaceML.Clustering;
using FaceML.Training.Heads;

namespace FaceML.Tests.Clustering;

[TestClass]
public sealed class FaceClusterEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Input
    {
        [VectorType(2)]
        public float[] Embedding { get; set; } = [];
    }

    private sealed class Output
    {
        public string Cluster { get; set; } = "";

        public float ClusterScore { get; set; }
    }

    // Cosines: 10° apart .985, 20° .940, 40° .766.
    [TestMethod]
    [DataRow(FaceClusterMethod.ChineseWhispers)]
    [DataRow(FaceClusterMethod.Linking)]
    public void who_is_alike_is_one_group_numbered_in_order_of_appearance(FaceClusterMethod method) =>
        CollectionAssert.AreEqual(
            new[] { "1", "2", "1", "2", "3" }, Fit(new FaceClusterOptions { Threshold = 0.95f, Method = method }, 0, 90, 10, 100, 200));

    [TestMethod]
    public void vectors_of_any_length_are_compared_by_their_cosine()
    {
        IDataView faces = Ml.Data.LoadFromEnumerable(new Input[]
        {
            new() { Embedding = [0.1f, 0] }, new() { Embedding = [3, 0.2f] }, new() { Embedding = [0, 2] },
        });

        Output[] found = Read(Ml.Faces.Cluster("Cluster", "Embedding", 0.95f).Fit(faces).Transform(faces));

        CollectionAssert.AreEqual(new[] { "1", "1", "2" }, found.Select(f => f.Cluster).ToArray());
        Assert.IsTrue(found.All(f => f.ClusterScore is > 0.99f and < 1.0001f));
    }

    [TestMethod]
    public void small_groups_loose_faces_and_missing_vectors_are_nobodys()
    {
        CollectionAssert.AreEqual(
            new[] { "1", "", "1", "" }, Fit(new FaceClusterOptions { Threshold = 0.95f, MinimumSize = 2 }, 0, 90, 10, double.NaN));
        // Linked in a chain, 0–15–30–45; the middle is 22.5°: the ends lie 22.5° off (.924), the others 7.5° (.991).
        CollectionAssert.AreEqual(new[] { "1", "1", "1", "1" },
            Fit(new FaceClusterOptions { Threshold = 0.95f, Method = FaceClusterMethod.Linking }, 0, 15, 30, 45));
        CollectionAssert.AreEqual(new[] { "", "1", "1", "" },
            Fit(new FaceClusterOptions { Threshold = 0.95f, Method = FaceClusterMethod.Linking, MinimumScore = 0.95f }, 0, 15, 30, 45));
        // Dense where two more are within reach: the ends are border points, the far one is noise.
        CollectionAssert.AreEqual(new[] { "1", "1", "1", "" },
            Fit(new FaceClusterOptions { Threshold = 0.95f, Method = FaceClusterMethod.Dbscan }, 0, 10, 20, 180));
    }

    [TestMethod]
    public void a_face_that_was_not_learned_comes_to_its_nearest_or_to_nobody()
    {
        var model = (FaceClusterTransformer)Ml.Faces.Cluster("Cluster", "Embedding", 0.95f).Fit(View(0, 10, 90, 100));

        Output[] found = Read(model.Transform(View(5, 95, 50, 12)));

        CollectionAssert.AreEqual(new[] { "1", "2", "", "1" }, found.Select(f => f.Cluster).ToArray());
        Assert.AreEqual(1, found[0].ClusterScore, 1e-6);
        Assert.AreEqual(Math.Cos(7 * Math.PI / 180), found[3].ClusterScore, 1e-6);
        Assert.IsTrue(float.IsNaN(found[2].ClusterScore));
        Assert.AreEqual((2, 4), (model.ClusterCount, model.FaceCount));
    }

    [TestMethod]
    public void groups_are_labels_that_a_head_learns_from()
    {
        IDataView faces = View(0, 4, 8, 90, 94, 98, 180, 184, 45);
        IDataView labeled = Ml.Faces.Cluster(new FaceClusterOptions { Threshold = 0.98f, MinimumSize = 2 }).Fit(faces).Transform(faces);

        FaceMetricHeadTransformer head = Ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
        {
            PersonColumnName = "Cluster",
            ValidationShare = 0,
            Training = new MetricHeadOptions { Epochs = 1 },
        }).Fit(labeled);

        Assert.AreEqual((8, 3, 1), (head.Summary.Images, head.Summary.People, head.Summary.LeftOut));
    }

    [TestMethod]
    public void with_a_quality_model_faces_that_are_alike_by_their_degradation_are_no_group()
    {
        using var folder = new TemporaryFolder();

        // Degradation pushes a vector up, to 45° or upright: that is taken away, and an upright face is not recognizable.
        FaceQualityModel quality = new(new Degradations(2, [0, 10], [0], [0, 0.1f], [7, 10], 0.8, 0.6), [1, 1], [4, 0, -8], floor: 5);
        FaceClusterOptions options = new() { Threshold = 0.9f, MinimumSize = 2 };
        double[] faces = [0, 4, 45, 47, 88, 90];
        CollectionAssert.AreEqual(new[] { "1", "1", "2", "2", "3", "3" }, Fit(options, faces));

        options.QualityModel = quality;
        var model = (FaceClusterTransformer)Ml.Faces.Cluster(options).Fit(View(faces));
        Ml.Faces.Save(model, View(faces).Schema, folder["groups.faceml"]);
        ITransformer loaded = Ml.Faces.Load(folder["groups.faceml"], out _);

        string[] expected = ["1", "1", "", "", "", ""];
        CollectionAssert.AreEqual(expected, Read(model.Transform(View(faces))).Select(f => f.Cluster).ToArray());
        CollectionAssert.AreEqual(expected, Read(loaded.Transform(View(faces))).Select(f => f.Cluster).ToArray());
        CollectionAssert.AreEqual(
            new[] { "1", "", "" }, Read(loaded.Transform(View(2, 46, 89))).Select(f => f.Cluster).ToArray());
    }

    [TestMethod]
    public void saved_and_loaded_it_gives_the_same_groups()
    {
        using var folder = new TemporaryFolder();
        IDataView faces = View(0, 10, 90, 100, 45);
        var model = (FaceClusterTransformer)Ml.Faces.Cluster(new FaceClusterOptions { Threshold = 0.95f, MinimumSize = 2 }).Fit(faces);
        Ml.Faces.Save(model, faces.Schema, folder["groups.faceml"]);

        ITransformer loaded = Ml.Faces.Load(folder["groups.faceml"], out _);

        CollectionAssert.AreEqual(Read(model.Transform(faces)).Select(f => f.Cluster).ToArray(), Read(loaded.Transform(faces))
            .Select(f => f.Cluster).ToArray());
    }

    [TestMethod]
    public void what_cannot_be_is_named()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Ml.Faces.Cluster("Cluster", "Embedding", 1.5f)).Message, nameof(FaceClusterOptions.Threshold));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Ml.Faces.Cluster(new FaceClusterOptions { Threshold = 0, MinimumSize = 0 })).Message, nameof(FaceClusterOptions.MinimumSize));
        Assert.AreEqual(TrainingDataProblem.Empty,
            Assert.ThrowsExactly<TrainingDataException>(() =>
            Ml.Faces.Cluster("Cluster", "Embedding", 0.5f).Fit(View(double.NaN))).Problem);
    }

    private static string[] Fit(FaceClusterOptions options, params double[] degrees)
    {
        IDataView view = View(degrees);
        return [.. Read(Ml.Faces.Cluster(options).Fit(view).Transform(view)).Select(o => o.Cluster)];
    }

    private static Output[] Read(IDataView view) => [.. Ml.Data.CreateEnumerable<Output>(view, reuseRowObject: false)];

    private static IDataView View(params double[] degrees) =>
        Ml.Data.LoadFromEnumerable(degrees
            .Select(d => new Input { Embedding = [(float)Math.Cos(d * Math.PI / 180), (float)Math.Sin(d * Math.PI / 180)] }).ToArray());
}
