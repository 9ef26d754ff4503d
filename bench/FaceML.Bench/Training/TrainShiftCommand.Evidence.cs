using FaceML.Evaluation.Calibration;
using FaceML.Training.Classical;
using FaceML.Training.Heads;

namespace FaceML.Bench.Training;

/// <content>Evidence of several templates.</content>
internal static partial class TrainShiftCommand
{
    private static void Evidence(Part[] parts)
    {
        Report report = new("Likelihood ratios for people never seen", "part", "Cllr, calibrated cosine as it came",
            "Cllr, calibrated cosine of the discriminant", "Cllr, PLDA as it is", "minimum Cllr, PLDA");
        foreach ((int index, Part part) in parts.Index())
        {
            // A half of those to learn from calibrates: scores of the people that a head learned from are too good.
            (EmbeddingSet learn, EmbeddingSet calibrate) = TrainingSplit.ByIdentity(part.Learn, 0.5, 1);
            MetricHead head = LinearDiscriminant.Fit(learn).Head;
            Plda plda = Plda.Fit(part.Learn);
            ComparisonScores scored = Scores(part.Test, plda);
            report.Add(index + 1, Text(Calibrated(part.Learn, part.Test)),
                Text(Calibrated(head.Transform(calibrate), head.Transform(part.Test))),
                Text(CalibrationQuality.CostOf(Widen(scored.Genuine), Widen(scored.Impostor))),
                Text(CalibrationQuality.MinimumCost(scored)));
        }

        report.Print(Console.Out);

        static double Calibrated(EmbeddingSet calibrate, EmbeddingSet test)
        {
            var calibration = ScoreCalibration.Fit(HeldOutPairs.Score(calibrate));
            ComparisonScores scores = HeldOutPairs.Score(test);
            return CalibrationQuality.CostOf(Ratios(scores.Genuine), Ratios(scores.Impostor));

            double[] Ratios(ReadOnlySpan<float> some) => Array.ConvertAll(some.ToArray(), s => calibration.LogLikelihoodRatio(s));
        }
    }

    private static double[] Widen(ReadOnlySpan<float> scores) => Array.ConvertAll(scores.ToArray(), s => (double)s);

    private static ComparisonScores Scores(EmbeddingSet set, Plda plda)
    {
        float[] projected = plda.Project(set.Values);
        int size = plda.InputLength;
        List<float> scores = [];
        List<bool> labels = [];
        for (int i = 0; i < set.Count; i++)
        {
            for (int j = i + 1; j < set.Count; j++)
            {
                scores.Add((float)plda.Score(projected.AsSpan(i * size, size), projected.AsSpan(j * size, size)));
                labels.Add(set.Labels[i] == set.Labels[j]);
            }
        }

        return new ComparisonScores([.. scores], [.. labels]);
    }

    private static void Templates(Part[] parts)
    {
        Report report = new("FNMR at FMR 0.001 with several enrolled images, mean of the parts", "enrolled images", "people", "mean vector",
            "largest cosine", "mean vector, discriminant", "largest cosine, discriminant", "PLDA");
        (EmbeddingSet Test, EmbeddingSet Better, EmbeddingSet Projected, Plda Plda)[] learned = [.. parts.Select(part =>
        {
            Plda plda = Plda.Fit(part.Learn);
            return (part.Test, LinearDiscriminant.Fit(part.Learn).Head.Transform(part.Test),
                new EmbeddingSet(plda.Project(part.Test.Values), part.Test.Labels.ToArray(), plda.InputLength), plda);
        })];
        foreach (int enrolled in (int[])[1, 3, 5])
        {
            double[] rates = new double[5];
            int people = 0;
            foreach ((EmbeddingSet test, EmbeddingSet better, EmbeddingSet projected, Plda plda) in learned)
            {
                double[] found = [Rate(test, Mean), Rate(test, Largest), Rate(better, Mean), Rate(better, Largest),
                    Rate(projected, (e, p) => (float)plda.Score(e, p))];
                for (int i = 0; i < rates.Length; i++)
                {
                    rates[i] += found[i] / parts.Length;
                }

                people += test.ByIdentity().Count(g => g.Value.Count > 5);
            }

            report.Add(enrolled, people, Text(rates[0]), Text(rates[1]), Text(rates[2]), Text(rates[3]), Text(rates[4]));

            // The same people and probes whatever is enrolled: everybody with more than five images, the sixth and later as probes.
            double Rate(EmbeddingSet set, Func<float[], float[], float> score)
            {
                int[][] groups = [.. set.ByIdentity().Values.Where(rows => rows.Count > 5).Select(rows => rows.ToArray())];
                List<float> genuine = [], impostor = [];
                foreach ((int who, int[] rows) in groups.Index())
                {
                    float[] template = [.. rows.Take(enrolled).SelectMany(r => set.Row(r).ToArray())];
                    foreach ((int other, int[] probes) in groups.Index())
                    {
                        foreach (int probe in probes.Skip(5))
                        {
                            (who == other ? genuine : impostor).Add(score(template, set.Row(probe).ToArray()));
                        }
                    }
                }

                return 1 - ErrorCurve.Of(ComparisonScores.FromClasses([.. genuine], [.. impostor])).AtFalseMatchRate(1e-3).TrueMatchRate;
            }
        }

        report.Print(Console.Out);
    }

    private static float Mean(float[] template, float[] probe)
    {
        float[] mean = new float[probe.Length];
        for (int at = 0; at < template.Length; at += probe.Length)
        {
            ReadOnlySpan<float> x = template.AsSpan(at, probe.Length);
            TensorPrimitives.MultiplyAdd(x, 1 / TensorPrimitives.Norm(x), mean, mean);
        }

        return TensorPrimitives.CosineSimilarity<float>(mean, probe);
    }

    private static float Largest(float[] template, float[] probe) =>
        Enumerable.Range(0, template.Length / probe.Length).Max(i =>
            TensorPrimitives.CosineSimilarity<float>(template.AsSpan(i * probe.Length, probe.Length), probe));
}
