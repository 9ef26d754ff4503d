namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class OperatingPointTests
{
    [TestMethod]
    public void rates_and_intervals_are_those_of_the_counts()
    {
        OperatingPoint point = OperatingPoint.At(ComparisonScores.FromClasses([1, 2, 3, 4], [0, 1, 2, 0, 0]), 2);
        Assert.AreEqual(Estimate.Rate(1, 5), point.FalseMatchRate);
        Assert.AreEqual(Estimate.Rate(1, 4), point.FalseNonMatchRate);
    }

    [TestMethod]
    public void people_in_one_comparison_each_change_nothing()
    {
        float[] scores = [1, 2, 3, 4, 0, 1, 2, 0, 0];
        bool[] labels = [true, true, true, true, false, false, false, false, false];
        int[] first = [0, 1, 2, 3, 10, 12, 14, 16, 18], second = [0, 1, 2, 3, 11, 13, 15, 17, 19];
        OperatingPoint alone = OperatingPoint.At(new ComparisonScores(scores, labels), 2), known =
            OperatingPoint.At(new ComparisonScores(scores, labels, first, second), 2);
        Assert.AreEqual(alone.FalseMatchRate.High, known.FalseMatchRate.High, 1e-12);
        Assert.AreEqual(alone.FalseMatchRate.Value, known.FalseMatchRate.Value);
        Assert.AreEqual(IntervalMethod.IdentityWilson, known.FalseMatchRate.Method);
    }

    [TestMethod]
    public void variance_of_the_rate_is_the_published_dyadic_one_written_out()
    {
        // Fafchamps and Gubert 2007: the double sum over comparisons that share somebody, residual times residual.
        ComparisonScores scores = Draw.SharedPeople(new Random(3), 15, 1);
        const float threshold = 1;
        double p = OperatingPoint.At(scores, threshold).FalseMatchRate.Value, sum = 0;
        int[] impostors = [.. Enumerable.Range(0, scores.Count).Where(i => !scores.IsGenuine[i])];
        double Residual(int i) => (scores.Scores[i] >= threshold ? 1 : 0) - p;
        bool Share(int i, int j) => scores.FirstIdentities[i] == scores.FirstIdentities[j]
            || scores.SecondIdentities[i] == scores.SecondIdentities[j]
            || scores.FirstIdentities[i] == scores.SecondIdentities[j] || scores.SecondIdentities[i] == scores.FirstIdentities[j];
        foreach (int i in impostors)
        {
            sum += impostors.Where(j => Share(i, j)).Sum(j => Residual(i) * Residual(j));
        }

        // Fifteen people with equally many comparisons: Student's t with 15 degrees of freedom at 97.5 %, 2.13145, for the normal 1.95996.
        double n = impostors.Length, size = p * (1 - p) / (sum / (n * n) * 15 / 14) * Math.Pow(1.959963985 / 2.131449546, 2);
        Assert.IsTrue(size < n / 3);
        (double low, double high) = BinomialInterval.Wilson(p * size, size, 0.95);
        Estimate fmr = OperatingPoint.At(scores, threshold).FalseMatchRate;
        Assert.AreEqual(low, fmr.Low, 1e-8);
        Assert.AreEqual(high, fmr.High, 1e-8);
    }

    [TestMethod]
    public void without_an_error_as_many_comparisons_count_as_share_nobody()
    {
        // Ten people in all pairs: 45 comparisons, at least ⌊45 / (9 + 1)⌋ = 4 of them without a common person.
        ComparisonScores scores = Draw.SharedPeople(new Random(3), 10, 1);
        Estimate fmr = OperatingPoint.At(scores, 100).FalseMatchRate;
        Assert.AreEqual(BinomialInterval.Wilson(0, 4, 0.95).High, fmr.High, 1e-12);
    }
}
