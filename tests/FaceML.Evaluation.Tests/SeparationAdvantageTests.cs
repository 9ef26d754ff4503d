namespace FaceML.Evaluation.Tests;

[TestClass]
public sealed class SeparationAdvantageTests
{
    [TestMethod]
    public void the_difference_of_two_d_primes_and_its_jackknife_by_hand()
    {
        // All people, then without each of five: differences 1, and 0.8, 0.9, 1, 1.1, 1.2 of mean 1; their squares sum to 0.1, and √(0.1 ×
        // 4/5) = 0.2828.
        SeparationAdvantage advantage = SeparationAdvantage.Of([3, 2.8, 2.9, 3, 3.1, 3.2], [2, 2, 2, 2, 2, 2]);
        Assert.AreEqual(1, advantage.DPrime, 1e-12);
        Assert.AreEqual(0.282843, advantage.StandardError, 1e-6);
        Assert.AreEqual(5, advantage.People);
    }

    // The factors of 99.73 % in table G.2 of the Guide to the Expression of Uncertainty in Measurement (JCGM 100:2008).
    [TestMethod]
    [DataRow(8, 4.28)]
    [DataRow(10, 3.96)]
    [DataRow(20, 3.42)]
    [DataRow(50, 3.16)]
    public void the_interval_is_as_wide_as_students_t_says(int freedom, double factor)
    {
        SeparationAdvantage advantage = new(0, 1, freedom + 1);
        Assert.AreEqual(factor, advantage.Upper, 0.02);
        Assert.AreEqual(-factor, advantage.Lower, 0.02);
    }

    [TestMethod]
    public void with_four_people_nothing_is_concluded() =>
        Assert.IsTrue(double.IsPositiveInfinity(SeparationAdvantage.Of([1, 1, 1, 1, 1], [0, 0, 0, 0, 0]).StandardError));

    [TestMethod]
    public void one_way_against_itself_gains_nothing_and_the_other_way_round_is_the_opposite()
    {
        (string[] people, float[][] a) = Faces(new(1), 10, noise: 0.4f);
        (_, float[][] b) = Faces(new(2), 10, noise: 0.5f);
        double[] first = SeparationAdvantage.WithoutEach(PairScores.Of(people, a)), second =
            SeparationAdvantage.WithoutEach(PairScores.Of(people, b));
        Assert.AreEqual(new(0, 0, 10), SeparationAdvantage.Of(first, first));
        Assert.AreEqual(SeparationAdvantage.Of(first, second).DPrime, -SeparationAdvantage.Of(second, first).DPrime, 1e-12);
        Assert.AreEqual(SeparationAdvantage.Of(first, second).StandardError, SeparationAdvantage.Of(second, first).StandardError, 1e-12);
    }

    [TestMethod]
    public void without_a_person_is_what_the_others_alone_give()
    {
        (string[] people, float[][] vectors) = Faces(new(3), 8, noise: 0.4f);
        double[] each = SeparationAdvantage.WithoutEach(PairScores.Of(people, vectors));
        int[] others = [.. Enumerable.Range(0, people.Length).Where(i => people[i] != "3")];
        double alone = SeparationAdvantage.WithoutEach(
            PairScores.Of([.. others.Select(i => people[i])], [.. others.Select(i => vectors[i])]))[0];
        Assert.AreEqual(alone, each[1 + 3], 1e-9);
    }

    [TestMethod]
    public void the_lowest_twentieth_of_genuine_pairs_does_not_count()
    {
        // 24 people with two faces are 24 genuine pairs: the pair of one whose second image shows somebody else is left out.
        (string[] people, float[][] vectors) = Faces(new(4), 24, noise: 0.3f, each: 2);
        double before = SeparationAdvantage.WithoutEach(PairScores.Of(people, vectors))[0], plain =
            Separation.Measure(PairScores.Of(people, vectors)).DPrime;
        vectors[1] = [.. vectors[0].Select(v => -v)];
        Assert.AreEqual(before, SeparationAdvantage.WithoutEach(PairScores.Of(people, vectors))[0], 0.05 * before);
        Assert.IsLessThan(0.9 * plain, Separation.Measure(PairScores.Of(people, vectors)).DPrime);
    }

    [TestMethod]
    public void equal_ways_are_hardly_ever_told_apart_and_unequal_ones_are()
    {
        int accused = 0, found = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            (string[] people, float[][] a) = Faces(random, 24, noise: 0.5f, whom: seed);
            (_, float[][] b) = Faces(random, 24, noise: 0.5f, whom: seed);
            (_, float[][] better) = Faces(random, 24, noise: 0.28f, whom: seed);
            double[] reference = SeparationAdvantage.WithoutEach(PairScores.Of(people, a));
            accused += SeparationAdvantage.Of(SeparationAdvantage.WithoutEach(PairScores.Of(people, b)), reference).Lower > 0 ? 1 : 0;
            found += SeparationAdvantage.Of(SeparationAdvantage.WithoutEach(PairScores.Of(people, better)), reference).Lower > 0 ? 1 : 0;
        }

        // One in 740 by chance.
        Assert.IsLessThanOrEqualTo(1, accused);
        Assert.IsGreaterThanOrEqualTo(95, found);
    }

    // Unit vectors about a direction a person; the same people for the same number.
    private static (string[] People, float[][] Vectors) Faces(Random random, int people, float noise, int each = 3, int whom = 0)
    {
        const int length = 24;
        static float[] Direction(Random random) =>
            [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
        Random centers = new(whom);
        List<string> who = [];
        List<float[]> vectors = [];
        for (int person = 0; person < people; person++)
        {
            float[] center = Direction(centers);
            for (int i = 0; i < each; i++)
            {
                float[] vector = [.. center.Zip(Direction(random), (c, d) => c + noise * d)];
                float norm = MathF.Sqrt(vector.Sum(v => v * v));
                who.Add($"{person}");
                vectors.Add([.. vector.Select(v => v / norm)]);
            }
        }

        return ([.. who], [.. vectors]);
    }
}
