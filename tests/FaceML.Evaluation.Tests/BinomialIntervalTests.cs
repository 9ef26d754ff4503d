using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class BinomialIntervalTests
{
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, methods 3 (Wilson) and 5 (Clopper–Pearson), 95 %.
    [TestMethod]
    [DataRow(81, 263, 0.2553, 0.3662, 0.2527, 0.3676)]
    [DataRow(15, 148, 0.0624, 0.1605, 0.0578, 0.1617)]
    [DataRow(0, 20, 0.0000, 0.1611, 0.0000, 0.1684)]
    [DataRow(1, 29, 0.0061, 0.1718, 0.0009, 0.1776)]
    public void matches_Newcombes_published_table(
        int events, int trials, double wilsonLow, double wilsonHigh, double exactLow, double exactHigh)
    {
        (double low, double high) = BinomialInterval.Wilson(events, trials, 0.95);
        Assert.AreEqual(wilsonLow, low, 5.1e-5);
        Assert.AreEqual(wilsonHigh, high, 5.1e-5);
        (low, high) = BinomialInterval.ClopperPearson(events, trials, 0.95);
        Assert.AreEqual(exactLow, low, 5.1e-5);
        Assert.AreEqual(exactHigh, high, 5.1e-5);
    }

    [TestMethod]
    [DataRow(3, 1000, 0.95)]
    [DataRow(0, 2995, 0.95)]
    [DataRow(17, 40, 0.99)]
    public void upper_bound_is_where_the_summed_binomial_tail_is_the_error_probability(int events, int trials, double confidence)
    {
        double p = BinomialInterval.Upper(events, trials, confidence), term = Math.Pow(1 - p, trials), sum = term;
        for (int i = 1; i <= events; i++)
        {
            term *= (trials - i + 1.0) / i * p / (1 - p);
            sum += term;
        }

        Assert.AreEqual(1 - confidence, sum, 1e-9);
    }

    [TestMethod]
    [DataRow(1e-2, 0.95, 299L)]
    [DataRow(1e-3, 0.95, 2995L)]
    [DataRow(1e-4, 0.95, 29956L)]
    [DataRow(1e-3, 0.99, 4603L)]
    public void trials_needed_are_the_fewest_that_bound_the_rate(double rate, double confidence, long expected)
    {
        Assert.AreEqual(expected, BinomialInterval.TrialsNeeded(rate, confidence));
        Assert.IsTrue(BinomialInterval.Upper(0, expected, confidence) <= rate);
        Assert.IsTrue(BinomialInterval.Upper(0, expected - 1, confidence) > rate);
    }

    [TestMethod]
    public void bounds_are_symmetric_and_hold_the_proportion() => Prop.ForAll<PositiveInt, NonNegativeInt>((n, x) =>
    {
        int trials = n.Get, events = x.Get % (trials + 1);
        (double low, double high) = BinomialInterval.ClopperPearson(events, trials, 0.9);
        (double mirrorLow, double mirrorHigh) = BinomialInterval.ClopperPearson(trials - events, trials, 0.9);
        (double wilsonLow, double wilsonHigh) = BinomialInterval.Wilson(events, trials, 0.9);
        double p = (double)events / trials;
        return low <= p && p <= high && wilsonLow <= p + 1e-12 && p <= wilsonHigh + 1e-12
            && Math.Abs(low - (1 - mirrorHigh)) < 1e-9 && Math.Abs(high - (1 - mirrorLow)) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void refuses_what_is_no_proportion()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BinomialInterval.Wilson(5, 4, 0.95));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BinomialInterval.Upper(0, 0, 0.95));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BinomialInterval.Lower(double.NaN, 4, 0.95));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BinomialInterval.Upper(1, 4, 1));
    }
}
