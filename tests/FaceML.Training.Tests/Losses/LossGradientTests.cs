namespace FaceML.Training.Tests.Losses;

/// <summary>Every loss against its paper's formula, written anew in double precision, and that formula's central differences.</summary>
[TestClass]
public sealed class LossGradientTests
{
    private const int Length = 6;
    private const int Classes = 4;
    private static readonly int[] Labels = [0, 0, 1, 1, 2, 2, 2, 3];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void contrastive(bool balanced) => Check(new ContrastiveLossOptions { Margin = 1.5f, Balanced = balanced }, (x, _) =>
    {
        (double genuine, double impostor, int genuines, int impostors, int active) = (0, 0, 0, 0, 0);
        foreach ((int i, int j) in Pairs().Where(p => p.J < p.I))
        {
            double squared = Numeric.Squared(x, i, j, Length), missing = Math.Max(0, 1.5 - Math.Sqrt(squared));
            if (Labels[i] == Labels[j])
            {
                genuine += squared / 2;
                genuines++;
            }
            else
            {
                impostor += missing * missing / 2;
                impostors++;
                active += missing > 0 ? 1 : 0;
            }
        }

        Assert.IsTrue(active > 0 && active < impostors);
        return balanced ? genuine / genuines + impostor / active : (genuine + impostor) / (genuines + impostors);
    });

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void triplet_over_all(bool squared) =>
        Check(new TripletLossOptions { Margin = 0.7f, Squared = squared, Miner = new BatchAllMiner() }, (x, _) =>
    {
        double sum = 0;
        int count = 0;
        foreach ((int a, int p) in Pairs().Where(p => p.I != p.J && Labels[p.I] == Labels[p.J]))
        {
            foreach (int n in Enumerable.Range(0, Labels.Length).Where(n => Labels[n] != Labels[a]))
            {
                double violation = Distance(x, a, p, squared) - Distance(x, a, n, squared) + 0.7;
                (sum, count) = violation > 0 ? (sum + violation, count + 1) : (sum, count);
            }
        }

        return sum / count;
    });

    [TestMethod]
    public void triplet_over_the_hardest() =>
        Check(new TripletLossOptions { Margin = 0.3f, Squared = false, Miner = new BatchHardMiner() }, (x, _) =>
    {
        List<double> all = [];
        for (int a = 0; a < Labels.Length - 1; a++)
        {
            double far = Enumerable.Range(0, Labels.Length).Where(p => p != a && Labels[p] == Labels[a]).Max(p => Distance(x, a, p, false));
            double near = Enumerable.Range(0, Labels.Length).Where(n => Labels[n] != Labels[a]).Min(n => Distance(x, a, n, false));
            all.Add(Math.Max(0, far - near + 0.3));
        }

        return all.Average();
    });

    [TestMethod]
    [DataRow(1f)]
    [DataRow(0.2f)]
    public void info_nce(float temperature) => Check(new InfoNceLossOptions { Temperature = temperature }, (x, _) =>
    {
        List<double> all = [];
        foreach ((int a, int p) in Pairs().Where(p => p.I != p.J && Labels[p.I] == Labels[p.J]))
        {
            double own = Math.Exp(Numeric.Dot(x, a, x, p, Length) / temperature);
            double others = Enumerable.Range(0, Labels.Length)
                .Where(n => Labels[n] != Labels[a]).Sum(n => Math.Exp(Numeric.Dot(x, a, x, n, Length) / temperature));
            all.Add(-Math.Log(own / (own + others)));
        }

        return all.Average();
    });

    [TestMethod]
    [DataRow(0.5f)]
    [DataRow(1.5f)]
    public void arc_face(float margin) =>
        Check(new ArcFaceLossOptions { Scale = 5, Margin = margin }, (x, p) => CrossEntropy(x, p[0], (cosine, own) =>
    {
        double angle = Math.Acos(cosine);
        return 5 * (!own ? cosine : angle + margin < Math.PI ? Math.Cos(angle + margin) : cosine - margin * Math.Sin(margin));
    }));

    [TestMethod]
    public void cos_face() =>
        Check(new CosFaceLossOptions { Scale = 6, Margin = 0.35f }, (x, p) =>
        CrossEntropy(x, p[0], (cosine, own) => 6 * (cosine - (own ? 0.35f : 0))));

    [TestMethod]
    public void softmax() => Check(new SoftmaxLossOptions { Scale = 3 }, (x, p) =>
        CrossEntropy(Enumerable.Range(0, Labels.Length)
            .Select(r => Enumerable.Range(0, Classes).Select(c => 3 * Numeric.Dot(x, r, p[0], c, Length) + p[1][c]).ToArray())));

    [TestMethod]
    public void a_batch_without_pairs_costs_nothing()
    {
        float[] x = Numeric.UnitRows(new TrainingRandom(1), 3, Length);
        foreach (LossOptions options in new LossOptions[] { new TripletLossOptions(), new InfoNceLossOptions() })
        {
            float[] gradient = Numeric.Normal(new TrainingRandom(2), x.Length);
            Assert.AreEqual(0, options.Create(
                3, Length, [], new TrainingRandom(1)).Evaluate(x, [0, 1, 2], Length, gradient, new TrainingRandom(1)));
            Assert.IsTrue(gradient.All(g => g == 0), options.ToString());
        }
    }

    [TestMethod]
    public void settings_out_of_range_are_refused_by_name()
    {
        foreach ((LossOptions options, string name) in new (LossOptions, string)[]
        {
            (new ContrastiveLossOptions { Margin = 0 }, "Margin"),
            (new TripletLossOptions { Margin = -1 }, "Margin"),
            (new InfoNceLossOptions { Temperature = float.NaN }, "Temperature"),
            (new ArcFaceLossOptions { Margin = 2 }, "Margin"),
            (new CosFaceLossOptions { Scale = 0 }, "Scale"),
            (new SoftmaxLossOptions { Scale = float.PositiveInfinity }, "Scale"),
        })
        {
            ArgumentOutOfRangeException e =
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.Create(3, 4, [], new TrainingRandom(1)));
            Assert.AreEqual(name, e.ParamName);
        }
    }

    [TestMethod]
    public void a_label_beyond_the_classes_is_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
        new ArcFaceLossOptions().Create(
            2, 2, [], new TrainingRandom(1)).Evaluate(new float[4], [0, 2], 2, new float[4], new TrainingRandom(1)));

    // Class weights 1, 2, 3, 4, so that a weight at the wrong place shows.
    private static readonly float[] Weights = [1, 2, 3, 4];

    private static double CrossEntropy(double[] x, double[] matrix, Func<double, bool, double> logit) =>
        CrossEntropy(Enumerable.Range(0, Labels.Length).Select(r => Enumerable.Range(0, Classes)
            .Select(c => logit(Numeric.Dot(x, r, matrix, c, Length) / Math.Sqrt(Numeric.Dot(matrix, c, matrix, c, Length)),
                Labels[r] == c)).ToArray()));

    private static double CrossEntropy(IEnumerable<double[]> logits) =>
        logits.Select((z, r) => Weights[Labels[r]] * -Math.Log(Math.Exp(z[Labels[r]]) / z.Sum(Math.Exp))).Sum() / Labels.Sum(l =>
            Weights[l]);

    private static double Distance(double[] x, int i, int j, bool squared) => squared
        ? Numeric.Squared(x, i, j, Length)
        : Math.Sqrt(Numeric.Squared(x, i, j, Length));

    private static IEnumerable<(int I, int J)> Pairs() =>
        from i in Enumerable.Range(0, Labels.Length) from j in Enumerable.Range(0, Labels.Length) select (i, j);

    private static void Check(LossOptions options, Func<double[], double[][], double> reference)
    {
        var random = new TrainingRandom(11);
        float[] x = Numeric.UnitRows(random, Labels.Length, Length), gradient = new float[x.Length];
        EmbeddingLoss loss = options.Create(Classes, Length, Weights, random);
        foreach (FaceML.Training.Layers.Parameter parameter in loss.Parameters)
        {
            Numeric.Normal(random, parameter.Values.Length).CopyTo(parameter.Values, 0);
        }

        double value = loss.Evaluate(x, Labels, Length, gradient, random);
        double[][] weights = [.. loss.Parameters.Select(p => Numeric.Doubles(p.Values))];
        Assert.AreEqual(reference(Numeric.Doubles(x), weights), value, 1e-5 * Math.Max(1, value));
        Numeric.Close(Numeric.Gradient(at => reference(at, weights), x), gradient);
        for (int i = 0; i < weights.Length; i++)
        {
            double[] expected = Numeric.Gradient(
                at => reference(Numeric.Doubles(x), [.. weights.Select((w, k) => k == i ? at : w)]), loss.Parameters[i].Values);
            Numeric.Close(expected, loss.Parameters[i].Gradient, what: loss.Parameters[i].Name);
        }
    }
}
