namespace FaceML.Tests.Comparison;

[TestClass]
public sealed class FaceComparisonTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void cosine_and_negated_distance()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<ScoreModel.Pair>(
            [ScoreModel.WithCosine(0.6f), new() { Embedding1 = [float.NaN, float.NaN, float.NaN, float.NaN], Embedding2 = [1, 0, 0, 0] }]);
        List<object?[]> rows = ViewValues.Read(
            Ml.Faces.Compare("Cosine", "Embedding1", "Embedding2")
                .Append(Ml.Faces.Compare("Distance", "Embedding1", "Embedding2", FaceMetric.Euclidean)).Fit(data).Transform(data),
                    "Cosine", "Distance");
        Assert.AreEqual(0.6f, (float)rows[0][0]!, 1e-6f);
        // Unit vectors: distance² = 2 − 2 cosine = 0.8; higher is more alike, so it is negated.
        Assert.AreEqual(-MathF.Sqrt(0.8f), (float)rows[0][1]!, 1e-6f);
        Assert.IsTrue(float.IsNaN((float)rows[1][0]!) && float.IsNaN((float)rows[1][1]!));
    }

    private sealed class Uneven
    {
        public VBuffer<float> Embedding1 { get; set; }

        public VBuffer<float> Embedding2 { get; set; }
    }

    [TestMethod]
    public void vectors_of_different_networks_are_an_error_that_names_the_columns()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<Uneven>([new() { Embedding1 = new(3, [1, 2, 3]), Embedding2 = new(2, [1, 2]) }]);
        InvalidOperationException error =
            Assert.ThrowsExactly<InvalidOperationException>(() =>
            ViewValues.Read(Ml.Faces.Compare("Score", "Embedding1", "Embedding2").Fit(data).Transform(data), "Score"));
        StringAssert.Contains(error.Message, "'Embedding1' and 'Embedding2'");
    }

    [TestMethod]
    public void sparse_vectors_compare_like_dense_ones()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<Uneven>(
            [new() { Embedding1 = new(4, 1, [3f], [2]), Embedding2 = new(4, [0, 0, 2, 0]) }]);
        Assert.AreEqual(1f, (float)ViewValues.Read(
            Ml.Faces.Compare("Score", "Embedding1", "Embedding2").Fit(data).Transform(data), "Score")[0][0]!, 1e-6f);
    }
}
