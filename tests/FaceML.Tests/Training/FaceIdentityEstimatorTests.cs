namespace FaceML.Tests.Training;

[TestClass]
public sealed class FaceIdentityEstimatorTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Named
    {
        public string PredictedLabel { get; set; } = "";

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class Point
    {
        [VectorType(2)]
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    [TestMethod]
    public void without_steps_a_person_is_the_mean_of_the_unit_vectors()
    {
        // Ann's unit vectors are (1,0) and (0,1): the mean points along the diagonal. Bob's is (−1,0).
        Point[] rows = [new() { Embedding = [5, 0], Identity = "Ann" }, new() { Embedding = [0, 0.1f], Identity = "Ann" },
            new() { Embedding = [-2, 0], Identity = "Bob" }];
        FaceIdentityTransformer model =
            Ml.Faces.Trainers.IdentityClassifier(new FaceIdentityOptions { Steps = 0, Threshold = 0.5f, Scale = 1 }).Fit(
            Ml.Data.LoadFromEnumerable(rows));
        Point[] probes = [new() { Embedding = [3, 3] }, new() { Embedding = [-1, 0.001f] }, new() { Embedding = [0, -1] },
            new() { Embedding = [float.NaN, 0] }];

        Named[] found = Predict(model, Ml.Data.LoadFromEnumerable(probes));

        CollectionAssert.AreEqual(new[] { "Ann", "Bob", "", "" }, found.Select(f => f.PredictedLabel).ToArray());
        Assert.AreEqual(1, found[0].Score, 1e-6);
        // The cosines are 1 and −√½: softmax 1 / (1 + e^(−√½ − 1)).
        Assert.AreEqual(1 / (1 + Math.Exp(-Math.Sqrt(0.5) - 1)), found[0].Probability, 1e-6);
        Assert.IsTrue(float.IsNaN(found[3].Score));
        CollectionAssert.AreEqual(new[] { "Ann", "Bob" }, model.People.ToArray());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(50)]
    public void known_people_are_named_and_strangers_rejected(int steps)
    {
        // Enough signal: the person's half of the numbers only.
        Point8[] all = Halves(0, 60);
        Point8[] known = [.. all.Where((_, i) => i < 30 * 6 && i % 6 < 4)], later = [.. all.Where((_, i) => i < 30 * 6 && i % 6 >= 4)],
            strangers = all[(30 * 6)..];
        FaceIdentityTransformer model =
            Ml.Faces.Trainers.IdentityClassifier(new FaceIdentityOptions { Steps = steps, MaxFalsePositiveRate = 0.05 }).Fit(
            Ml.Data.LoadFromEnumerable(known));

        Named[] ours = Predict(model, Ml.Data.LoadFromEnumerable(later)), theirs = Predict(model, Ml.Data.LoadFromEnumerable(strangers));

        double right = ours.Zip(later).Count(p => p.First.PredictedLabel == p.Second.Identity) / (double)later.Length;
        double wrong = ours.Zip(later).Count(p => p.First.PredictedLabel.Length > 0
            && p.First.PredictedLabel != p.Second.Identity) / (double)later.Length;
        double taken = theirs.Count(f => f.PredictedLabel.Length > 0) / (double)strangers.Length;
        Assert.IsGreaterThan(0.6, right);
        Assert.IsLessThan(0.05, wrong);
        // 180 searches of 30 people at a rate of 0.05, people being alike among themselves: far below guessing, near the wish.
        Assert.IsLessThan(0.2, taken);
        Assert.AreEqual(known.Length, model.StrangerSearches);
    }

    [TestMethod]
    public void the_threshold_is_the_smallest_that_keeps_the_rate()
    {
        float[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 100f)];

        float threshold = StrangerSearch.Threshold(scores, 0.05);

        Assert.AreEqual(5, scores.Count(s => s >= threshold));
        Assert.AreEqual(6, scores.Count(s => s >= MathF.BitDecrement(threshold)));
    }

    [TestMethod]
    public void one_person_is_refused()
    {
        Point[] rows = [new() { Embedding = [5, 0], Identity = "Ann" }, new() { Embedding = [0, 1], Identity = "Ann" }];

        TrainingDataException error =
            Assert.ThrowsExactly<TrainingDataException>(() => Ml.Faces.Trainers.IdentityClassifier().Fit(Ml.Data.LoadFromEnumerable(rows)));

        Assert.AreEqual(TrainingDataProblem.OneIdentity, error.Problem);
        StringAssert.Contains(error.Message, "'Ann'");
    }

    private sealed class Point8
    {
        [VectorType(8)]
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    private static Point8[] Halves(int from, int to) =>
        [.. ShiftedFaces.People(from, to).Select(r => new Point8 { Embedding = r.Embedding[..8], Identity = r.Identity })];

    private static Named[] Predict(FaceIdentityTransformer model, IDataView data) =>
        [.. Ml.Data.CreateEnumerable<Named>(model.Transform(data), reuseRowObject: false)];
}
