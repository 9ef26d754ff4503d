using FaceML.Liveness;

namespace FaceML.Tests.Liveness;

[TestClass]
public sealed class LivenessThresholdTests
{
    private static readonly LivenessDescription Nothing = new(null, null, null);

    // Attacks and live images of people who differ: a person's attacks resemble each other.
    private static (float[] Scores, LivenessSamples Samples) Draw(Random random, int people, int each, int species = 1)
    {
        List<float> scores = [];
        List<bool> live = [];
        List<int> kinds = [], who = [];
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        for (int person = 0; person < people; person++)
        {
            for (int kind = -1; kind < species; kind++)
            {
                double mean = (kind < 0 ? 3 : 0) + Normal();
                for (int i = 0; i < each; i++)
                {
                    scores.Add((float)(mean + 0.5 * Normal()));
                    live.Add(kind < 0);
                    kinds.Add(kind);
                    who.Add(person);
                }
            }
        }

        return ([.. scores], new LivenessSamples([.. scores.Select(_ => Nothing)], [.. live], [.. kinds], [.. who]));
    }

    // The share of attacks of a species on further people that pass.
    private static double Apcer(float threshold, int species, Random random)
    {
        (float[] scores, LivenessSamples samples) = Draw(random, 4000, 1, 2);
        int[] attacks = [.. Enumerable.Range(0, samples.Count).Where(i => samples.Species[i] == species)];
        return attacks.Count(i => scores[i] >= threshold) / (double)attacks.Length;
    }

    [TestMethod]
    [DataRow(150, 1)]
    [DataRow(100, 8)]
    public void the_promised_APCER_is_kept_for_every_species_as_often_as_stated(int people, int each)
    {
        var random = new Random(3);
        int broken = 0;
        const int Rounds = 100;
        for (int round = 0; round < Rounds; round++)
        {
            (float[] scores, LivenessSamples samples) = Draw(random, people, each, 2);
            (float threshold, FaceLivenessPromise[] promises) =
                LivenessThreshold.Promise(
                scores, samples, ["print", "phone"], 0.1, new ThresholdOptions { Scope = PromiseScope.Population });
            Assert.HasCount(2, promises);
            broken += Apcer(threshold, 0, random) > 0.105 || Apcer(threshold, 1, random) > 0.105 ? 1 : 0;
        }

        // 5 of 100 are allowed; a bound that ignored people or species would be broken in about 20 to 40.
        Assert.IsLessThanOrEqualTo(10, broken);
    }

    [TestMethod]
    public void more_species_ask_for_a_stricter_threshold_each()
    {
        (float[] scores, LivenessSamples samples) = Draw(new Random(1), 400, 1, 1);
        var options = new ThresholdOptions { Scope = PromiseScope.Population };
        float one = LivenessThreshold.Promise(scores, samples, ["print"], 0.1, options).Threshold;
        // The same attacks a second time, as another species.
        int[] attacks = [.. Enumerable.Range(0, samples.Count).Where(i => !samples.Live[i])];
        LivenessSamples twice = samples with
        {
            Faces = [.. samples.Faces, .. attacks.Select(_ => Nothing)],
            Live = [.. samples.Live, .. attacks.Select(_ => false)],
            Species = [.. samples.Species, .. attacks.Select(_ => 1)],
            People = [.. samples.People, .. attacks.Select(i => samples.People[i])],
        };
        Assert.IsGreaterThan(one,
            LivenessThreshold.Promise([.. scores, .. attacks.Select(i => scores[i])], twice, ["print", "phone"], 0.1, options).Threshold);
    }

    [TestMethod]
    [DataRow(5, 40)]
    [DataRow(20, 100)]
    [DataRow(40, 1)]
    public void people_who_are_too_few_for_the_promise_are_a_refusal_that_says_what_is_missing(int people, int each)
    {
        (float[] scores, LivenessSamples samples) = Draw(new Random(1), people, each);
        InsufficientDataException refusal =
            Assert.ThrowsExactly<InsufficientDataException>(() =>
            LivenessThreshold.Promise(scores, samples, ["print"], 0.05, new ThresholdOptions { Scope = PromiseScope.Population }));
        StringAssert.Contains(refusal.Message, "at least 59 independent attacks of the species 'print'");
        StringAssert.Contains(refusal.Message, $"{people * each:N0} on {people} people");
        Assert.IsLessThan(59, refusal.IndependentComparisons);
    }

    [TestMethod]
    public void a_species_of_which_nobody_was_held_out_is_a_refusal()
    {
        (float[] scores, LivenessSamples samples) = Draw(new Random(1), 200, 1);
        InsufficientDataException refusal =
            Assert.ThrowsExactly<InsufficientDataException>(() =>
            LivenessThreshold.Promise(scores, samples, ["print", "mask"], 0.05, new ThresholdOptions()));
        StringAssert.Contains(refusal.Message, "'mask'");
    }

    [TestMethod]
    public void the_measured_threshold_lets_no_species_exceed_the_rate()
    {
        (float[] scores, LivenessSamples samples) = Draw(new Random(5), 100, 3, 2);
        float threshold = LivenessThreshold.Measured(scores, samples, 0.05);
        for (int species = 0; species < 2; species++)
        {
            int[] attacks = [.. Enumerable.Range(0, samples.Count).Where(i => samples.Species[i] == species)];
            Assert.IsLessThanOrEqualTo(0.05, attacks.Count(i => scores[i] >= threshold) / (double)attacks.Length);
        }
    }

    [TestMethod]
    public void a_threshold_that_lets_nothing_pass_is_a_number_that_can_be_saved()
    {
        // The highest score is an attack's: of two attacks, one is more than 5 %.
        var samples = new LivenessSamples([Nothing, Nothing, Nothing], [false, false, true], [0, 0, -1], [0, 1, 2]);
        Assert.AreEqual(MathF.BitIncrement(0.9f), LivenessThreshold.Measured([0.9f, 0.1f, 0.5f], samples, 0.05));
    }

    [TestMethod]
    public void a_promise_says_who_it_rests_on_in_one_sentence()
    {
        (float[] scores, LivenessSamples samples) = Draw(new Random(1), 200, 1);
        FaceLivenessPromise promise = LivenessThreshold.Promise(scores, samples, ["print"], 0.05, new ThresholdOptions()).Promises[0];
        Assert.AreEqual("At this threshold at most 1 in 20 attacks of the species 'print' pass as live, with 95 % confidence, measured "
            + "on attacks on 200 people.", promise.ToSentence());
    }
}
