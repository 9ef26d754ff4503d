using FaceML.Training.Clustering;

namespace FaceML.Training.Tests.Clustering;

[TestClass]
public sealed class ClusteringTests
{
    [TestMethod]
    public void links_are_the_pairs_whose_score_reaches_the_threshold()
    {
        SimilarityGraph graph = SimilarityGraph.Build(OnCircle(0, 30, 90, 200), MathF.Cos(MathF.PI / 180 * 61));
        CollectionAssert.AreEqual(new[] { 1 }, Others(graph, 0));
        CollectionAssert.AreEqual(new[] { 0, 2 }, Others(graph, 1));
        CollectionAssert.AreEqual(new[] { 1 }, Others(graph, 2));
        CollectionAssert.AreEqual(Array.Empty<int>(), Others(graph, 3));
        Assert.AreEqual(Math.Cos(Math.PI / 6), graph.Neighbors(0)[0].Score, 1e-6);
    }

    [TestMethod]
    public void a_chain_of_links_is_one_component() =>
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 1, 1, 2 }, ThresholdLinking.Cluster(Graph(25, 0, 20, 40, 120, 140, 250)));

    [TestMethod]
    public void one_bridge_joins_components_but_not_whispers()
    {
        // Two tight groups of six and one image halfway between that links to one of each.
        double[] angles = [0, 1, 2, 3, 4, 5, 24, 43, 44, 45, 46, 47, 48];
        SimilarityGraph graph = Graph(19.5, angles);
        Assert.AreEqual(1, ThresholdLinking.Cluster(graph).Distinct().Count());
        int[] clusters = ChineseWhispers.Cluster(graph, seed: 1);
        Assert.AreEqual(1, clusters[..6].Distinct().Count());
        Assert.AreEqual(1, clusters[7..].Distinct().Count());
        Assert.AreNotEqual(clusters[0], clusters[^1]);
        CollectionAssert.AreEqual(clusters, ChineseWhispers.Cluster(graph, seed: 1));
    }

    [TestMethod]
    public void dbscan_calls_the_sparse_noise_and_takes_borders_in()
    {
        // 0, 5, 10 within 6 of each other's neighbors: 5 is a core of three; 0 and 10 are borders; 100 and 104 are two only.
        CollectionAssert.AreEqual(new[] { 0, 0, 0, Dbscan.Noise, Dbscan.Noise, 1, 1, 1 },
            Dbscan.Cluster(Graph(6, 0, 5, 10, 100, 104, 200, 203, 206), minimumPoints: 3));
    }

    [TestMethod]
    public void made_up_people_are_found_by_all_three()
    {
        var random = new TrainingRandom(5);
        const int people = 40, length = 64;
        List<float[]> vectors = [];
        List<int> labels = [];
        for (int person = 0; person < people; person++)
        {
            float[] center = Numeric.Normal(random, length);
            for (int image = 0; image < 5 + person % 10; image++)
            {
                vectors.Add([.. center.Zip(Numeric.Normal(random, length, 0.6), (a, b) => a + b)]);
                labels.Add(person);
            }
        }

        SimilarityGraph graph = SimilarityGraph.Build(EmbeddingSet.FromVectors(vectors, labels).Normalized(), 0.55f);
        foreach (int[] clusters in new[] { ThresholdLinking.Cluster(graph), ChineseWhispers.Cluster(graph), Dbscan.Cluster(graph) })
        {
            Assert.IsGreaterThan(0.98, BCubed.Evaluate(clusters, [.. labels]).F);
        }
    }

    [TestMethod]
    public void b_cubed_equals_the_example_worked_by_hand()
    {
        // Clusters {a a a b} and {b b}: precision (3·¾ + ¼ + 2)/6, recall (3·1 + ⅓ + 2·⅔)/6.
        BCubed measured = BCubed.Evaluate([7, 7, 7, 7, 2, 2], [1, 1, 1, 5, 5, 5]);
        Assert.AreEqual(4.5 / 6, measured.Precision, 1e-12);
        Assert.AreEqual((3 + 1.0 / 3 + 4.0 / 3) / 6, measured.Recall, 1e-12);
        Assert.AreEqual(2 * 0.75 * (14.0 / 18) / (0.75 + 14.0 / 18), measured.F, 1e-12);
    }

    [TestMethod]
    public void noise_counts_as_clusters_of_one()
    {
        BCubed measured = BCubed.Evaluate([-1, -1], [3, 3]);
        Assert.AreEqual(1, measured.Precision);
        Assert.AreEqual(0.5, measured.Recall);
    }

    private static EmbeddingSet OnCircle(params double[] degrees) =>
        EmbeddingSet.FromVectors(
            [.. degrees.Select(d => new[] { (float)Math.Cos(d * Math.PI / 180), (float)Math.Sin(d * Math.PI / 180) })],
            new int[degrees.Length]);

    private static SimilarityGraph Graph(double reach, params double[] degrees) =>
        SimilarityGraph.Build(OnCircle(degrees), (float)Math.Cos(reach * Math.PI / 180));

    private static int[] Others(SimilarityGraph graph, int node) => [.. graph.Neighbors(node).ToArray().Select(n => n.Other)];
}
