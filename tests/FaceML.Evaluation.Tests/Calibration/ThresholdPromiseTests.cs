using System.Globalization;

namespace FaceML.Evaluation.Tests.Calibration;

[TestClass]
public sealed class ThresholdPromiseTests
{
    [TestMethod]
    [DataRow(1e-4, "1 in 10,000")]
    [DataRow(0.00009996, "1 in 10,000")]
    [DataRow(0.0001001, "1 in 9,900")]
    [DataRow(9.878e-6, "1 in 100,000")]
    [DataRow(0.001, "1 in 1,000")]
    [DataRow(0.009673, "1 in 100")]
    [DataRow(0.05, "1 in 20")]
    [DataRow(0.0666, "1 in 15")]
    [DataRow(0.1, "1 in 10")]
    [DataRow(0.1001, "11 % of the")]
    [DataRow(0.3, "30 % of the")]
    [DataRow(0.398279, "40 % of the")]
    [DataRow(1.0, "100 % of the")]
    public void a_rate_reads_as_people_say_it(double rate, string words) => Assert.AreEqual(words, RateText.AtMost(rate));

    [TestMethod]
    public void the_words_never_promise_more_than_the_number()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            double rate = Math.Pow(10, -8 * random.NextDouble());
            string words = RateText.AtMost(rate);
            double said = words.StartsWith("1 in ", StringComparison.Ordinal)
                ? 1 / double.Parse(words[5..], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
                : double.Parse(words.Split(' ')[0], CultureInfo.InvariantCulture) / 100;
            Assert.IsGreaterThanOrEqualTo(rate * (1 - 1e-8), said, words);
            Assert.IsLessThanOrEqualTo(rate * 1.12, said, "two digits are kept: " + words);
        }
    }

    [TestMethod]
    public void the_sentence_names_the_kind_of_error_the_people_and_who_they_are()
    {
        ThresholdPromise promise =
            new(ThresholdTarget.MaxFalseMatchRate(1e-3), ErrorRateKind.FalseMatch, 1e-3, 0.95, BoundMethod.EffectiveSize,
            PromiseScope.NextSample, 9, 10_000, 8_000, 1_234);

        Assert.AreEqual("At this threshold at most 1 in 1,000 pairs of different people match, with 95 % confidence, measured on 1,234 "
            + "people.", promise.ToSentence());
        Assert.AreEqual("At this threshold at most 1 in 1,000 pairs of different people match, with 95 % confidence, measured on 1,234 "
            + "people of our badge images.",
            (promise with { Population = "our badge images" }).ToSentence());
        Assert.AreEqual("At this threshold at most 1 in 1,000 pairs of one person do not match, with 99.5 % confidence, measured on "
            + "10,000 pairs of our badge images whose people are not known.",
            (promise with
            {
                Rate = ErrorRateKind.FalseNonMatch,
                Confidence = 0.995,
                Identities = 0,
                Population = "our badge images"
            }).ToSentence());
    }

    [TestMethod]
    public void the_line_with_the_grounds_says_who_the_people_are() => StringAssert.EndsWith(
        new ThresholdPromise(ThresholdTarget.MaxFalseMatchRate(1e-3), ErrorRateKind.FalseMatch, 1e-3, 0.95, BoundMethod.Exact,
            PromiseScope.Population, 9, 10_000, 8_000, 1_234)
        { Population = "our badge images" }.ToString(),
        "; 1,234 people of our badge images)");
}
