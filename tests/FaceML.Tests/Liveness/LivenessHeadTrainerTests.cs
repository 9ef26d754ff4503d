using FaceML.Liveness;

namespace FaceML.Tests.Liveness;

[TestClass]
public sealed class LivenessHeadTrainerTests
{
    private const int Textures = 30;

    // A family that tells gives each class a mean of its own; one that does not is noise that knows the person.
    private static LivenessSamples Draw(int people, int each, bool network, bool statistics, bool texture, int seed = 1)
    {
        var random = new Random(seed);
        float Noise() => (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;
        List<LivenessDescription> faces = [];
        List<bool> live = [];
        List<int> species = [], who = [];
        for (int person = 0; person < people; person++)
        {
            float own = 3 * Noise();
            for (int i = 0; i < 2 * each; i++)
            {
                bool isLive = i % 2 == 0;
                float[] Numbers(int count, bool tells) =>
                    [.. Enumerable.Range(0, count).Select(j => (j == 0 && tells ? (isLive ? 2 : -2) : 0) + own + Noise())];
                faces.Add(new LivenessDescription(Numbers(6, network), Numbers(5, statistics), Numbers(Textures, texture)));
                live.Add(isLive);
                species.Add(isLive ? -1 : 0);
                who.Add(person);
            }
        }

        return new LivenessSamples([.. faces], [.. live], [.. species], [.. who]);
    }

    [TestMethod]
    public void features_that_tell_are_chosen_and_noise_is_left_alone()
    {
        Assert.AreEqual(FaceLivenessFeatures.Network, Train(Draw(12, 10, true, false, false)).Head.Features);
        Assert.AreEqual(FaceLivenessFeatures.Statistics, Train(Draw(12, 10, false, true, false)).Head.Features);
    }

    [TestMethod]
    public void further_people_are_told_apart()
    {
        LivenessHeadTrainer.Result result = Train(Draw(12, 10, true, true, false));
        LivenessSamples further = Draw(40, 5, true, true, false, seed: 2);
        float[] scores = [.. further.Faces.Select(result.Head.Probability)];
        Assert.IsLessThan(0.1, LivenessThreshold.EqualErrorRate(scores, further));
    }

    [TestMethod]
    public void every_sample_is_scored_by_a_head_that_has_not_seen_its_person()
    {
        // What is learned from the others says nothing about a person whose classes are exchanged.
        LivenessSamples samples = Draw(10, 10, true, false, false);
        bool[] exchanged = [.. samples.Live.Select((live, i) => samples.People[i] == 3 ? !live : live)];
        LivenessSamples odd = samples with { Live = exchanged, Species = [.. exchanged.Select(live => live ? -1 : 0)] };
        float[] scores = Train(odd).OutOfFold;
        int[] his = [.. Enumerable.Range(0, odd.Count).Where(i => odd.People[i] == 3)];
        Assert.IsLessThan(his.Where(i => !odd.Live[i]).Average(i => scores[i]), his.Where(i => odd.Live[i]).Average(i => scores[i]));
    }

    [TestMethod]
    public void nobody_is_in_two_folds_and_folds_hold_both_kinds()
    {
        LivenessSamples samples = Draw(23, 4, true, false, false);
        int[] folds = samples.Folds(10, 1);
        for (int person = 0; person < 23; person++)
        {
            Assert.AreEqual(1, folds.Where((_, i) => samples.People[i] == person).Distinct().Count());
        }

        Assert.AreEqual(10, folds.Distinct().Count());
        Assert.IsTrue(folds.Zip(samples.Live).GroupBy(f => f.First).All(fold => fold.Any(f => f.Second) && fold.Any(f => !f.Second)));
    }

    [TestMethod]
    public void every_species_weighs_alike_and_every_person_within_it()
    {
        LivenessDescription face = new(null, null, null);
        // Person 0 has three prints, person 1 has one; the phone was shown once.
        var samples = new LivenessSamples(
            [face, face, face, face, face, face], [false, false, false, false, false, true], [0, 0, 0, 0, 1, -1], [0, 0, 0, 1, 1, 2]);
        double[] expected = [1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 4, 1.0 / 2, 1];
        double[] weights = samples.Weights();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], weights[i], 1e-12);
        }
    }

    [TestMethod]
    public void the_same_samples_give_the_same_head_bit_for_bit()
    {
        LivenessHead first = Train(Draw(8, 6, true, true, true)).Head, second = Train(Draw(8, 6, true, true, true)).Head;
        Assert.AreEqual(first.Bias, second.Bias);
        CollectionAssert.AreEqual(first.Weights.ToArray(), second.Weights.ToArray());
    }

    [TestMethod]
    public void one_person_is_too_few() =>
        StringAssert.Contains(Assert.ThrowsExactly<TrainingDataException>(() => Train(Draw(1, 10, true, false, false))).Message,
            "at least 2 people");

    private static LivenessHeadTrainer.Result Train(LivenessSamples samples) =>
        LivenessHeadTrainer.Train(samples, FaceLivenessFeatures.All, 1, CancellationToken.None);
}
