namespace FaceML.Training.Tests.Heads;

[TestClass]
public sealed class LinearDiscriminantTests
{
    [TestMethod]
    public void identities_never_seen_are_told_apart_better()
    {
        MetricHead head = LinearDiscriminant.Fit(People(0, 40)).Head;
        EmbeddingSet others = People(40, 80);

        Assert.IsGreaterThan(VerificationMetric.TrueMatchRate(others, 0.01) + 0.2,
            VerificationMetric.TrueMatchRate(head.Transform(others), 0.01));
    }

    [TestMethod]
    public void a_direction_in_which_one_identity_varies_twice_as_much_counts_half_as_much()
    {
        // Within: variance 4 along the first axis, 1 along the second, in the plane of the unit sphere's tangent at the third; shrinkage
        // near 0.
        float[] weights = WeightsOfTwo(first: 2e-3f, second: 1e-3f, new() { Shrinkage = 1e-9 });

        Assert.AreEqual(0.5, weights[0] / weights[4], 1e-3);
    }

    [TestMethod]
    public void a_nuisance_direction_is_removed_and_the_others_stay()
    {
        // Within: variance 100 along the first axis, 1 along the second, none along the third: 101/3 in the mean, so that 2 of it lie
        // between.
        float[] weights = WeightsOfTwo(first: 1e-3f, second: 1e-4f, new() { Cutoff = 1 });

        // The first direction: 1/(1 + (100/(101/3))⁴) = 0.0127; the second: 1/(1 + (1/(101/3))⁴) = 1.
        Assert.AreEqual(0.0127, weights[0] / weights[8], 5e-4);
        Assert.AreEqual(1, weights[4] / weights[8], 1e-4);
    }

    [TestMethod]
    public void a_cutoff_excludes_a_shrinkage_and_a_length()
    {
        foreach (LinearDiscriminantOptions options in (LinearDiscriminantOptions[])[
            new() { Cutoff = 8, Shrinkage = 0.5 }, new() { Cutoff = 8, OutputLength = 4 }, new() { Cutoff = 0 }])
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LinearDiscriminant.Fit(People(0, 10), options)).Message, "Cutoff");
        }
    }

    [TestMethod]
    public void full_shrinkage_only_centers_the_embeddings()
    {
        MetricHead head = LinearDiscriminant.Fit(People(0, 10), new LinearDiscriminantOptions { Shrinkage = 1 }).Head;

        for (int i = 0; i < head.InputLength; i++)
        {
            for (int j = 0; j < head.InputLength; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, head.Parameters[0].Values[i * head.InputLength + j], 1e-5);
            }
        }
    }

    [TestMethod]
    public void a_shorter_vector_keeps_the_directions_in_which_identities_differ()
    {
        LinearDiscriminantResult result = LinearDiscriminant.Fit(People(0, 40), new LinearDiscriminantOptions { OutputLength = 8 });
        EmbeddingSet others = People(40, 80);

        Assert.AreEqual(8, result.Head.OutputLength);
        Assert.IsGreaterThan(VerificationMetric.TrueMatchRate(others, 0.01) + 0.2,
            VerificationMetric.TrueMatchRate(result.Head.Transform(others), 0.01));
    }

    [TestMethod]
    public void the_same_data_give_the_same_bits() =>
        CollectionAssert.AreEqual(LinearDiscriminant.Fit(People(0, 20)).Head.Save(), LinearDiscriminant.Fit(People(0, 20)).Head.Save());

    [TestMethod]
    public void fewer_identities_are_shrunk_at_least_as_much()
    {
        // Shorter embeddings are made by whitening alone.
        var options = new LinearDiscriminantOptions { OutputLength = 5 };
        double few = LinearDiscriminant.Fit(People(0, 6), options).Shrinkage!.Value;
        double many = LinearDiscriminant.Fit(People(0, 200), options).Shrinkage!.Value;

        Assert.IsGreaterThanOrEqualTo(many, few);
    }

    [TestMethod]
    public void one_identity_or_single_images_are_refused()
    {
        Assert.AreEqual(TrainingDataProblem.OneIdentity,
            Assert.ThrowsExactly<TrainingDataException>(() => LinearDiscriminant.Fit(People(0, 1))).Problem);
        Assert.AreEqual(TrainingDataProblem.TooFewImages,
            Assert.ThrowsExactly<TrainingDataException>(() => LinearDiscriminant.Fit(People(0, 5, images: 1))).Problem);
    }

    [TestMethod]
    public void an_iterative_head_starts_from_a_discriminant()
    {
        EmbeddingSet people = People(0, 20);
        MetricHead start = LinearDiscriminant.Fit(people).Head;
        byte[] before = start.Save();

        MetricHeadResult result =
            new MetricHeadTrainer(new MetricHeadOptions { Shape = start.Shape, Epochs = 1, BatchSize = 32, LearningRate = 1e-9 }).Train(
            people, start: start);

        CollectionAssert.AreEqual(before, start.Save());
        for (int i = 0; i < start.Parameters[0].Values.Length; i++)
        {
            Assert.AreEqual(start.Parameters[0].Values[i], result.Head.Parameters[0].Values[i], 1e-5);
        }
    }

    // What is learned from two opposite identities, each with two images to both sides along the first axis and two along the second.
    private static float[] WeightsOfTwo(float first, float second, LinearDiscriminantOptions options)
    {
        float[][] vectors = [.. ((float[])[1, -1]).SelectMany(
            third => (float[][])[[first, 0, third], [-first, 0, third], [0, second, third], [0, -second, third]])];
        return LinearDiscriminant.Fit(EmbeddingSet.FromVectors(vectors, [0, 0, 0, 0, 1, 1, 1, 1]), options).Head.Parameters[0].Values;
    }

    // The identity in the first half of the numbers, strong noise in the second.
    internal static EmbeddingSet People(int from, int to, int images = 5)
    {
        const int Length = 16;
        List<float[]> vectors = [];
        List<int> labels = [];
        for (int person = from; person < to; person++)
        {
            var random = new TrainingRandom(100 + person);
            float[] center = [.. Enumerable.Range(0, Length / 2).Select(_ => (float)random.NextNormal())];
            for (int image = 0; image < images; image++)
            {
                vectors.Add([.. center.Select(c => c + 0.3f * (float)random.NextNormal()), .. Enumerable.Range(0, Length / 2)
                    .Select(_ => 1.5f * (float)random.NextNormal())]);
                labels.Add(person);
            }
        }

        return EmbeddingSet.FromVectors(vectors, labels);
    }
}
