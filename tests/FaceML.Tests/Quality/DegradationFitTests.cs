using System.Numerics.Tensors;
using FaceML.Quality;

namespace FaceML.Tests.Quality;

[TestClass]
public sealed class DegradationFitTests
{
    private const int Length = 24, People = 300, Blurred = 1, Dark = 2;

    // People at random, two poor images each: a strong blur moves all of them one way, darkness another.
    private static (DegradedVector[] Samples, int[] Classes) Made(float spread = 0)
    {
        Random random = new(3);
        List<DegradedVector> samples = [];
        List<int> classes = [];
        for (int person = 0; person < People; person++)
        {
            float[] good = Unit([.. Enumerable.Range(0, Length).Select(_ => Normal(random))]);
            foreach ((int kind, int axis) in ((int, int)[])[(-1, 0), (Blurred, 0), (Dark, 1)])
            {
                float[] vector = [.. good];
                if (kind >= 0)
                {
                    vector[axis] += 1.5f;
                    // Further apart, and along two axes only, so that strangers are more alike.
                    vector[2] += spread * Normal(random);
                    vector[3] += spread * Normal(random);
                }

                samples.Add(new DegradedVector(person, 0, kind, 0, Unit(vector)));
                classes.Add(Math.Max(0, kind));
            }
        }

        return ([.. samples], [.. classes]);
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    [TestMethod]
    public void each_class_is_told_and_what_it_adds_is_subtracted()
    {
        (DegradedVector[] samples, int[] classes) = Made();
        Degradations fitted = new DegradationFit(samples, classes, 8).Among(person => person < 200);
        Assert.AreEqual(2, fitted.Classes);
        int[] others = [.. Enumerable.Range(0, samples.Length).Where(i => samples[i].Person >= 200)];
        foreach (int c in (int[])[0, Blurred, Dark])
        {
            int[] own = [.. others.Where(i => classes[i] == c)];
            double[][] chances = [.. own.Select(i => fitted.Chances(samples[i].Vector))];
            Assert.IsTrue(chances.All(own => Math.Abs(own.Sum() - 1) < 1e-9));
            Assert.IsGreaterThan(0.9, chances.Count(own => own[c] == own.Max()) / (double)own.Length);
            float[][] without = [.. own.Select((i, n) => fitted.Without(samples[i].Vector, chances[n]))];
            Assert.IsTrue(without.All(vector => TensorPrimitives.Norm<float>(vector) <= 1.00001f));
            float alike = Alike([.. own.Select(i => samples[i].Vector)]), now = Alike(without);
            Assert.IsTrue(c == 0 ? Math.Abs(alike - now) < 0.02f : alike > 0.5f && now < 0.1f, $"{c}: {alike} {now}");
        }
    }

    // The mean of the inner products of strangers.
    private static float Alike(float[][] vectors) => vectors.SelectMany((a, i) => vectors.Skip(i + 1)
        .Select(b => TensorPrimitives.Dot<float>(a, b))).Average();

    [TestMethod]
    public void scales_leave_strangers_of_a_class_no_more_alike_than_good_faces()
    {
        (DegradedVector[] samples, int[] classes) = Made(spread: 1.5f);
        Degradations fitted = new DegradationFit(samples, classes, 8).Among(_ => true);
        double[][] chances = [.. samples.Select(s => fitted.Chances(s.Vector))];
        float[][] vectors = [.. samples.Select((s, i) => fitted.Without(s.Vector, chances[i]))];
        float[] scales = ScaleFit.Run(samples, classes, chances, vectors);
        Assert.IsTrue(scales.All(scale => scale is >= 0.3f and < 0.99f), string.Join(", ", scales));
        FaceQualityModel model = new(fitted, scales, [0, 0, 0], 5);
        foreach (int c in (int[])[Blurred, Dark])
        {
            float[][] own = [.. Enumerable.Range(0, samples.Length).Where(i => classes[i] == c).Select(i => samples[i].Vector)];
            float[][] good = [.. Enumerable.Range(0, samples.Length).Where(i => classes[i] == 0).Select(i => samples[i].Vector)];
            float among = Highest([.. own.Select(v => model.Compensate(v))]), before = Highest([.. own.Select(v =>
                fitted.Without(v, fitted.Chances(v)))]), even = Highest([.. good.Select(v => model.Compensate(v))]);
            Assert.IsTrue(among < 1.05f * even && before > 1.05f * even, $"{c}: {before} → {among}, good {even}");
        }
    }

    // Above which one in a hundred pairs lies.
    private static float Highest(float[][] vectors)
    {
        float[] scores = [.. vectors.SelectMany((a, i) => vectors.Skip(i + 1).Select(b => TensorPrimitives.Dot<float>(a, b))).Order()];
        return scores[^(scores.Length / 100)];
    }

    [TestMethod]
    public void strengths_are_as_fine_as_there_are_samples_and_mixtures_are_in_no_class()
    {
        DegradedVector[] Of(int perKind) =>
            [.. Enumerable.Range(0, FaceSpoiler.Kinds).SelectMany(kind => Enumerable.Range(0, perKind)
                .Select(n => new DegradedVector(n, 0, kind, n % FaceSpoiler.Levels, [1]))), new(0, 0, -1, 0, [1])];
        int few = DegradationClasses.Of(Of(15)).Max(), many = DegradationClasses.Of(Of(400)).Max();
        // Too few images are turned by 270° for a class of their own.
        Assert.AreEqual(FaceSpoiler.Turned + 2, few);
        Assert.AreEqual(FaceSpoiler.Turned * FaceSpoiler.Levels + 3, many);
        int[] classes = DegradationClasses.Of(Of(400));
        Assert.AreEqual(0, classes[^1]);
        Assert.AreEqual(-1, classes[^2]);
        Assert.AreEqual(400, classes.Count(c => c < 0));
    }
}
