namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class IdentificationResultsTests
{
    // Gallery: person 1 at 0° (two templates, 0° and 20°), 2 at 90°, 3 at 180°.
    private static readonly float[] Gallery = [.. At(0), .. At(20), .. At(90), .. At(180)];
    private static readonly int[] GalleryPeople = [1, 1, 2, 3];

    [TestMethod]
    public void ranks_are_those_of_people_by_their_best_template()
    {
        IdentificationResults results = IdentificationResults.Search(Rows(18, 60, 60, 60, 135),
            new[] { 1, 1, 2, 9, 9 }, Gallery, GalleryPeople, 2);
        CollectionAssert.AreEqual(new[] { 1, 2, 1, 0, 0 }, results.Probes.Select(p => p.Rank).ToArray());
        Assert.AreEqual(MathF.Cos(2 * MathF.PI / 180), results.Probes[0].MateScore, 1e-6f);
        Assert.AreEqual(MathF.Cos(30 * MathF.PI / 180), results.Probes[3].BestOtherScore, 1e-6f);
        Assert.AreEqual(3, results.GalleryPeople);
        Assert.AreEqual(3, results.MatedCount);
        CollectionAssert.AreEqual(new[] { 2 / 3.0, 1, 1 }, results.CumulativeMatches(3).Select(e => e.Value).ToArray());
        // Mates at cos 2°, cos 40° (rank 2), cos 30°; strangers' best at cos 30° and cos 45°.
        IdentificationResults apart = new([.. results.Probes], 3);
        Assert.AreEqual(Estimate.Rate(1, 3), apart.FalseNegativeRate(0.8f));
        Assert.AreEqual(Estimate.Rate(1, 3), apart.FalseNegativeRate(0.8f, rank: 3));
        Assert.AreEqual(Estimate.Rate(0, 3), apart.FalseNegativeRate(0.7f, rank: 2));
        Assert.AreEqual(Estimate.Rate(1, 2), apart.FalsePositiveRate(0.8f));

        // The first two probes are of one person.
        Assert.AreEqual(IntervalMethod.IdentityWilson, results.FalseNegativeRate(0.8f).Method);
        Assert.AreEqual(1 / 3.0, results.FalseNegativeRate(0.8f).Value);
        float threshold = results.ThresholdAt(0.5);
        Assert.AreEqual(0.5, results.FalsePositiveRate(threshold).Value);
        Assert.AreEqual(0, results.FalsePositiveRate(results.ThresholdAt(0)).Value);
    }

    [TestMethod]
    public void probes_that_stand_and_fall_together_count_once()
    {
        // 40 people with five probes each, all five found or none: as wide as 40 independent probes with Student's quantile, 40 degrees of
        // freedom.
        ProbeResult[] probes = [.. Enumerable.Range(0, 200).Select(i => new ProbeResult(i / 5 % 4 == 0 ? 2 : 1, 1, 0))];
        int[] people = [.. Enumerable.Range(0, 200).Select(i => i / 5)];
        Estimate apart = new IdentificationResults(probes, 50).CumulativeMatches(1)[0], together =
            new IdentificationResults(probes, 50, people).CumulativeMatches(1)[0];
        double size = 40 * (39 / 40.0) * Math.Pow(1.959963985 / 2.02107539, 2);
        Assert.AreEqual(Estimate.Rate(150, 200), apart);
        Assert.AreEqual(BinomialInterval.Wilson(0.75 * size, size, 0.95).Low, together.Low, 1e-6);
        Assert.ThrowsExactly<EvaluationDataException>(() => new IdentificationResults(probes, 50, [1, 2]));
    }

    [TestMethod]
    public void without_mates_every_probe_is_a_search_of_a_stranger()
    {
        IdentificationResults open =
            new IdentificationResults(
            [new ProbeResult(1, 0.9f, 0.4f), new ProbeResult(2, 0.5f, 0.6f), new ProbeResult(0, float.NegativeInfinity, 0.7f)],
            3).WithoutMates();
        Assert.AreEqual(0, open.MatedCount);
        Assert.AreEqual(Estimate.Rate(2, 3), open.FalsePositiveRate(0.6f));
    }

    [TestMethod]
    public void ties_go_against_the_mate()
    {
        IdentificationResults results = IdentificationResults.Search(At(45), new[] { 2 }, new float[] { 1, 0, 1, 0 }, new[] { 1, 2 }, 2);
        Assert.AreEqual(2, results.Probes[0].Rank);
    }

    [TestMethod]
    public void characteristic_rises_to_one()
    {
        Random random = new(1);
        ProbeResult[] probes = [.. Enumerable.Range(0, 100).Select(_ => new ProbeResult(random.Next(1, 21), 1, 0))];
        IReadOnlyList<Estimate> curve = new IdentificationResults(probes, 20).CumulativeMatches(20);
        Assert.IsTrue(curve.Zip(curve.Skip(1)).All(p => p.First.Value <= p.Second.Value));
        Assert.AreEqual(1, curve[^1].Value);
        Assert.AreEqual(probes.Count(p => p.Rank == 1) / 100.0, curve[0].Value);
    }

    [TestMethod]
    public void bad_searches_are_refused()
    {
        Assert.ThrowsExactly<EvaluationDataException>(() => new IdentificationResults([], 2));
        Assert.AreEqual(0L, Assert.ThrowsExactly<EvaluationDataException>(() =>
            new IdentificationResults([new ProbeResult(3, 1, 1)], 2)).Row);
        Assert.ThrowsExactly<EvaluationDataException>(() =>
            IdentificationResults.Search(new float[] { float.NaN, 0 }, new[] { 1 }, Gallery, GalleryPeople, 2));
        Assert.ThrowsExactly<EvaluationDataException>(() =>
            IdentificationResults.Search(new float[3], new[] { 1 }, Gallery, GalleryPeople, 2));
        IdentificationResults closed = new([new ProbeResult(1, 1, 0)], 2), strangers = new([new ProbeResult(0, 0, 0)], 2);
        Assert.ThrowsExactly<EvaluationDataException>(() => closed.FalsePositiveRate(0));
        Assert.ThrowsExactly<EvaluationDataException>(() => strangers.CumulativeMatches(1));
    }

    private static float[] Rows(params double[] degrees) => [.. degrees.SelectMany(At)];

    private static float[] At(double degrees) => [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];
}
