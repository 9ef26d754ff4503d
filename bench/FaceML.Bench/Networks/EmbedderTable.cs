using System.Globalization;
using System.Numerics.Tensors;
using FaceML.Bench.Lfw;
using FaceML.Bench.Reports;
using FaceML.Data;
using FaceML.Evaluation;
using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Bench.Networks;

/// <summary>Every embedder, and every fusion of two and three, on LFW: View 2 and all pairs.</summary>
internal static class EmbedderTable
{
    public static void Write(NetworkCatalog catalog, IReadOnlyList<string> only, TextWriter output, TextWriter log)
    {
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        string[] pictures = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        FacePoints[]?[] points = LfwPoints.Read(catalog, pictures, log);
        FacePoints?[] Set(int set) => [.. points.Select(p => p is null ? (FacePoints?)null : p[set])];
        Report report = new($"Embedders, Labeled Faces in the Wild (deep-funneled), {pictures.Length} pictures", "recipe", "numbers", "View 2 accuracy % ± se [95 %]", "EER %", "TAR@1e-3 (View 2)",
            "TAR@1e-4, all pairs [95 %]", "TAR@1e-5, all pairs [95 %]", "cosine at 1e-3 / 1e-4 / 1e-5", "impostor mean ± deviation");
        string standard = new FaceRecognizerOptions().Embedder;
        NetworkEntry[] entries = [.. catalog.Entries.Where(e => e.Card.Kind == NetworkKind.Embedder && (only.Count == 0 || only.Contains(e.Card.Name))).OrderByDescending(e => e.Card.Name == standard).ThenBy(e => e.Card.Name, StringComparer.Ordinal)];

        Dictionary<string, (EmbedderVectors Vectors, FullPairs Plain)> five = [];
        EmbedderVectors[] embedded = [.. entries.Select(entry => EmbedderVectors.Read(entry, pictures, Set(1), "5", log))];
        if (only.Count == 0)
        {
            EmbedderVectors once = EmbedderVectors.Read(entries[0], pictures, Set(0), "1", log);
            Add($"{standard}, one landmark crop (preset fast)", i => once.Of(i, false));
        }

        FaceRecognizerOptions balanced = FaceRecognizerOptions.Balanced, accurate = FaceRecognizerOptions.Accurate;
        string Preset(string[] names) => names is [string one] && one == balanced.Embedder ? " (preset balanced)"
            : names.Length > 1 && names[0] == accurate.Embedder && names.Skip(1).ToHashSet().SetEquals(accurate.FusedWith) ? " (preset accurate)" : "";

        Dictionary<string, (EmbedderVectors Vectors, FullPairs Pairs)> single = [];
        foreach (EmbedderVectors vectors in embedded)
        {
            string name = vectors.Card.Name;
            Add($"{name}, landmarks of five crops", i => vectors.Of(i, false));
            single[name] = (vectors, Add($"{name}, five crops, flip{Preset([name])}", i => vectors.Of(i, true)));
        }

        foreach (string[] names in Fusions([.. single.Keys]))
        {
            AddFusion(names, pairs => 1 / pairs.Deviation, "z-norm", Preset(names));
            // What is best for independent normal scores of one deviation: it takes genuine pairs to know, which the presets do without.
            AddFusion(names, pairs => (pairs.GenuineMean - pairs.Mean) / (pairs.Deviation * pairs.Deviation), "by separation", "");
        }

        report.Print(output);
        output.WriteLine();
        output.WriteLine($"No face was found in {points.Count(p => p is null)} of the {pictures.Length} pictures; a pair with such a picture counts as impostor with the lowest score. Intervals: 1,000 resamples of the people, the threshold fixed.");

        void AddFusion(string[] names, Func<FullPairs, double> weight, string rule, string preset)
        {
            double[] raw = [.. names.Select(name => weight(single[name].Pairs))];
            float[] weights = [.. raw.Select(w => (float)(w / raw.Sum()))];
            Add($"{string.Join(" + ", names)}, five crops, flip, {rule}, weights {string.Join(" : ", weights.Select(w => Text(w, "0.00")))}{preset}", i => Fuse([.. names.Select(name => single[name].Vectors.Of(i, true))], weights));
        }

        FullPairs Add(string recipe, Func<int, float[]?> vector)
        {
            Dictionary<string, float[]?> by = pictures.Index().ToDictionary(p => p.Item, p => vector(p.Index), StringComparer.Ordinal);
            View2Result view2 = View2Result.Of(pairs, pair => by[pair.First] is { } a && by[pair.Second] is { } b ? TensorPrimitives.Dot<float>(a, b) : -1);
            FullPairs all = new([.. by.Where(p => p.Value is not null).Select(p => (Path.GetDirectoryName(p.Key)!, p.Value!))]);
            report.Add(recipe, by.Values.First(v => v is not null)!.Length, $"{Text(view2.Accuracy.Accuracy.Value * 100, "0.00")} ± {Text(view2.Accuracy.StandardError * 100, "0.00")} [{Text(view2.Accuracy.Accuracy.Low * 100, "0.00")}, {Text(view2.Accuracy.Accuracy.High * 100, "0.00")}]", Text(view2.Metrics.EqualErrorRate.Value * 100, "0.00"), Text(view2.TrueMatchRate.Value, "0.0000"),
                Interval(all.TrueAcceptRate(1e-4)), Interval(all.TrueAcceptRate(1e-5)), string.Join(" / ", new[] { 1e-3, 1e-4, 1e-5 }.Select(rate => Text(all.Threshold(rate), "0.000"))), $"{Text(all.Mean, "0.0000")} ± {Text(all.Deviation, "0.0000")}");
            log.WriteLine($"{recipe}: {Text(view2.Accuracy.Accuracy.Value * 100, "0.00")} ± {Text(view2.Accuracy.StandardError * 100, "0.00")}, {Interval(all.TrueAcceptRate(1e-4))}, {Interval(all.TrueAcceptRate(1e-5))}");
            return all;
        }
    }

    private static IEnumerable<string[]> Fusions(string[] names) =>
        from size in new[] { 2, 3 }
        from chosen in Enumerable.Range(0, 1 << names.Length)
        where System.Numerics.BitOperations.PopCount((uint)chosen) == size
        select (string[])[.. names.Where((_, i) => (chosen >> i & 1) == 1)];

    // As FaceEmbedder fuses: behind each other, each scaled by the root of its weight.
    private static float[]? Fuse(float[]?[] vectors, float[] weights) =>
        Array.TrueForAll(vectors, vector => vector is not null) ? [.. vectors.Zip(weights).SelectMany(p => p.First!.Select(x => x * MathF.Sqrt(p.Second)))] : null;

    private static string Interval(Estimate rate) => $"{Text(rate.Value, "0.0000")} [{Text(rate.Low, "0.000")}, {Text(rate.High, "0.000")}]";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
