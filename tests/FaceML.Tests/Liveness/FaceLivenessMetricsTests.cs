using FaceML.Liveness;

namespace FaceML.Tests.Liveness;

[TestClass]
public sealed class FaceLivenessMetricsTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private sealed record Row(bool Label, float Liveness, string Species, string Person, bool IsLive);

    private static Row Live(float score, string person) => new(true, score, "", person, score >= 0.5f);

    private static Row Attack(float score, string species, string person) => new(false, score, species, person, score >= 0.5f);

    private static FaceLivenessMetrics Measure(IEnumerable<Row> rows, bool people = true, params double[] rates) =>
        Ml.Faces.EvaluateLiveness(Ml.Data.LoadFromEnumerable(rows.ToArray()), new FaceLivenessEvaluationOptions
        {
            SpeciesColumnName = "Species",
            PersonColumnName = people ? "Person" : null,
            DecisionColumnName = "IsLive",
            AttackErrorRates = rates.Length == 0 ? [0.05, 0.01] : rates,
            Replicates = 200,
        });

    // Ten live people; two species, of which the phone is the harder: 1 of 10 prints and 3 of 10 phones pass as live, 2 of 10 live images
    // do not.
    private static IEnumerable<Row> Mixed()
    {
        for (int i = 0; i < 10; i++)
        {
            yield return Live(i < 2 ? 0.40f + i * 0.01f : 0.80f + i * 0.01f, $"p{i}");
            yield return Attack(i < 1 ? 0.60f : 0.10f + i * 0.01f, "print", $"p{i}");
            yield return Attack(i < 3 ? 0.70f + i * 0.01f : 0.20f + i * 0.01f, "phone", $"p{i}");
        }
    }

    [TestMethod]
    public void rates_of_decisions_are_those_counted_by_hand_and_the_worst_species_is_the_APCER()
    {
        FaceLivenessMetrics metrics = Measure(Mixed());
        CollectionAssert.AreEqual((string[])["print", "phone"], metrics.Species.Select(s => s.Name).ToArray());
        Assert.AreEqual(0.1, metrics.Species[0].Apcer!.Value, 1e-9);
        Assert.AreEqual(0.3, metrics.Species[1].Apcer!.Value, 1e-9);
        Assert.AreEqual(0.3, metrics.Apcer!.Value, 1e-9);
        Assert.AreEqual(0.2, metrics.Bpcer!.Value, 1e-9);
        Assert.AreEqual((10, 20, 10), (metrics.LiveCount, metrics.AttackCount, metrics.PersonCount));
    }

    [TestMethod]
    public void BPCER_at_an_APCER_is_taken_where_no_species_exceeds_it()
    {
        FaceLivenessMetrics metrics = Measure(Mixed(), true, 0.10, 0.30);
        // Where 3 of 10 phones pass, so may 1 of 10 prints: the threshold lies above the fourth phone (0.23) and at most at the third
        // (0.70).
        Assert.AreEqual(0, metrics.BpcerAt(0.30).Bpcer.Value, 1e-9);
        Assert.IsTrue(metrics.BpcerAt(0.30).Threshold is > 0.29f and <= 0.41f, $"{metrics.BpcerAt(0.30).Threshold}");
        // 1 of 10 phones leaves the 8 live ones from 0.82 on.
        Assert.AreEqual(0.2, metrics.BpcerAt(0.10).Bpcer.Value, 1e-9);
        Assert.IsGreaterThan(0.71f, metrics.BpcerAt(0.10).Threshold);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => metrics.BpcerAt(0.2));
    }

    [TestMethod]
    public void where_the_highest_score_is_an_attack_every_live_image_is_lost()
    {
        FaceLivenessMetrics metrics = Measure([.. Mixed(), Attack(0.99f, "phone", "p9")], true, 0.05);
        Assert.AreEqual(1, metrics.BpcerAt(0.05).Bpcer.Value);
        Assert.AreEqual(MathF.BitIncrement(0.99f), metrics.BpcerAt(0.05).Threshold);
    }

    [TestMethod]
    public void images_without_a_face_are_non_responses_and_in_no_other_rate()
    {
        FaceLivenessMetrics metrics =
            Measure([.. Mixed(), Live(float.NaN, "p0"), Attack(float.NaN, "print", "p1"), Attack(float.NaN, "print", "p2")]);
        Assert.AreEqual(1.0 / 11, metrics.LiveNonResponse.Value, 1e-9);
        Assert.AreEqual(2.0 / 12, metrics.Species[0].NonResponse.Value, 1e-9);
        Assert.AreEqual(0, metrics.Species[1].NonResponse.Value);
        Assert.AreEqual(0.1, metrics.Species[0].Apcer!.Value, 1e-9);
        Assert.AreEqual(0.2, metrics.Bpcer!.Value, 1e-9);
    }

    [TestMethod]
    public void intervals_are_exact_where_each_person_gives_one_image()
    {
        Estimate bpcer = Measure(Mixed()).Bpcer!;
        (double low, double high) = BinomialInterval.ClopperPearson(2, 10, 0.95);
        Assert.AreEqual(IntervalMethod.ClopperPearson, bpcer.Method);
        Assert.AreEqual(low, bpcer.Low, 1e-12);
        Assert.AreEqual(high, bpcer.High, 1e-12);
    }

    [TestMethod]
    public void images_of_one_person_do_not_narrow_an_interval_as_those_of_many_people_do()
    {
        // A person is either always taken for an attack or never: twenty images say no more than one.
        IEnumerable<Row> rows = Enumerable.Range(0, 10)
            .SelectMany(p => Enumerable.Range(0, 20)
            .SelectMany(i => (Row[])[Live(p < 2 ? 0.3f : 0.9f, $"p{p}"), Attack(0.1f, "print", $"p{p}")]));
        Estimate byPerson = Measure(rows).Bpcer!, unknown = Measure(rows, people: false).Bpcer!;
        Assert.AreEqual(0.2, byPerson.Value, 1e-9);
        Assert.IsLessThan(0.06, unknown.HalfWidth);
        Assert.IsGreaterThan(0.18, byPerson.HalfWidth);
    }

    [TestMethod]
    public void no_error_at_all_still_has_an_interval()
    {
        IEnumerable<Row> rows = Enumerable.Range(0, 5)
            .SelectMany(p => Enumerable.Range(0, 40).SelectMany(i => (Row[])[Live(0.9f, $"p{p}"), Attack(0.1f, "print", $"p{p}")]));
        FaceLivenessMetrics metrics = Measure(rows);
        Assert.AreEqual(0, metrics.EqualErrorRate.Value);
        Assert.AreEqual(0, metrics.BpcerAt(0.05).Bpcer.Value);
        // Five people without an error: an error rate of a third would still show none in one of ten such samples.
        Assert.IsGreaterThan(0.3, metrics.EqualErrorRate.High);
        Assert.IsGreaterThan(0.3, metrics.BpcerAt(0.05).Bpcer.High);
    }

    [TestMethod]
    public void intervals_by_person_hold_the_true_rate_as_often_as_they_say()
    {
        var random = new Random(7);
        int held = 0;
        const int Rounds = 100;
        for (int round = 0; round < Rounds; round++)
        {
            // Each of 40 people has a rate of their own, 0.2 on average.
            IEnumerable<Row> rows = [.. Enumerable.Range(0, 40).SelectMany(p =>
            {
                double rate = random.NextDouble() < 0.2 ? 0.8 : 0.05;
                return Enumerable.Range(0, 5)
                    .SelectMany(i => (Row[])[Live(random.NextDouble() < rate ? 0.3f : 0.9f, $"p{p}"), Attack(0.1f, "print", $"p{p}")]);
            })];
            Estimate bpcer = Ml.Faces.EvaluateLiveness(Ml.Data.LoadFromEnumerable(rows),
                new()
                {
                    DecisionColumnName = "IsLive",
                    PersonColumnName = "Person",
                    SpeciesColumnName = "Species",
                    Replicates = 20
                }).Bpcer!;
            held += bpcer.Low <= 0.2 && bpcer.High >= 0.2 ? 1 : 0;
        }

        Assert.IsGreaterThanOrEqualTo(88, held);
    }

    [TestMethod]
    public void data_without_live_images_or_without_attacks_are_refused()
    {
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => Measure(Mixed().Where(row => row.Label))).Message,
            "live images and attacks");
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => Measure(Mixed().Where(row => !row.Label))).Message,
            "live images and attacks");
        StringAssert.Contains(Assert.ThrowsExactly<EvaluationDataException>(() => Measure([.. Mixed(), Attack(0.1f, "", "p1")])).Message,
            "must name its species");
    }
}
