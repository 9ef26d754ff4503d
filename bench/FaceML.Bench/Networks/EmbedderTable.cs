using System.Globalization;
using System.Numerics.Tensors;
using FaceML.Bench.Lfw;
using FaceML.Bench.Reports;
using FaceML.Data;
using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Bench.Networks;

/// <summary>Every embedder, and fusions of two, on LFW: View 2 and all pairs.</summary>
internal static class EmbedderTable
{
    public static void Write(NetworkCatalog catalog, IReadOnlyList<string> only, TextWriter output, TextWriter log)
    {
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        string[] pictures = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        FacePoints[]?[] points = LfwPoints.Read(catalog, pictures, log);
        FacePoints?[] Set(int set) => [.. points.Select(p => p is null ? (FacePoints?)null : p[set])];
        Report report = new($"Embedders, Labeled Faces in the Wild (deep-funneled), {pictures.Length} pictures", "recipe", "numbers", "View 2 accuracy % ± se", "EER %", "TAR@1e-3 (View 2)",
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

        foreach (EmbedderVectors vectors in embedded)
        {
            string name = vectors.Card.Name;
            five[name] = (vectors, Add($"{name}, landmarks of five crops{(name == standard ? " (preset balanced)" : "")}", i => vectors.Of(i, false)));
            Add($"{name}, five crops, flip", i => vectors.Of(i, true));
        }

        string[] names = [.. five.Keys];
        for (int a = 0; a < names.Length; a++)
        {
            for (int b = a + 1; b < names.Length; b++)
            {
                ((EmbedderVectors va, FullPairs pa), (EmbedderVectors vb, FullPairs pb)) = (five[names[a]], five[names[b]]);
                float share = (float)(1 / pa.Deviation / (1 / pa.Deviation + 1 / pb.Deviation));
                FaceRecognizerOptions accurate = FaceRecognizerOptions.Accurate;
                string preset = names[a] == accurate.Embedder && accurate.FusedWith.Contains(names[b]) ? " (preset accurate)" : "";
                Add($"{names[a]} + {names[b]}, five crops, flip, weights {Text(share, "0.00")} : {Text(1 - share, "0.00")}{preset}", i => Fuse(va.Of(i, true), vb.Of(i, true), share));
            }
        }

        report.Print(output);
        output.WriteLine();
        output.WriteLine($"No face was found in {points.Count(p => p is null)} of the {pictures.Length} pictures; a pair with such a picture counts as impostor with the lowest score. Intervals: 1,000 resamples of the people, the threshold fixed.");

        FullPairs Add(string recipe, Func<int, float[]?> vector)
        {
            Dictionary<string, float[]?> by = pictures.Index().ToDictionary(p => p.Item, p => vector(p.Index), StringComparer.Ordinal);
            View2Result view2 = View2Result.Of(pairs, pair => by[pair.First] is { } a && by[pair.Second] is { } b ? TensorPrimitives.Dot<float>(a, b) : -1);
            FullPairs all = new([.. by.Where(p => p.Value is not null).Select(p => (Path.GetDirectoryName(p.Key)!, p.Value!))]);
            report.Add(recipe, by.Values.First(v => v is not null)!.Length, $"{Text(view2.Accuracy.Accuracy.Value * 100, "0.00")} ± {Text(view2.Accuracy.StandardError * 100, "0.00")}", Text(view2.Metrics.EqualErrorRate.Value * 100, "0.00"), Text(view2.TrueMatchRate.Value, "0.0000"),
                Interval(all.TrueAcceptRate(1e-4)), Interval(all.TrueAcceptRate(1e-5)), string.Join(" / ", new[] { 1e-3, 1e-4, 1e-5 }.Select(rate => Text(all.Threshold(rate), "0.000"))), $"{Text(all.Mean, "0.0000")} ± {Text(all.Deviation, "0.0000")}");
            log.WriteLine($"{recipe}: {Text(view2.Accuracy.Accuracy.Value * 100, "0.00")} ± {Text(view2.Accuracy.StandardError * 100, "0.00")}, {Interval(all.TrueAcceptRate(1e-4))}, {Interval(all.TrueAcceptRate(1e-5))}");
            return all;
        }
    }

    // As FaceEmbedder fuses: behind each other, each scaled by the root of its weight.
    private static float[]? Fuse(float[]? a, float[]? b, float share)
    {
        if (a is null || b is null)
        {
            return null;
        }

        float[] fused = new float[a.Length + b.Length];
        TensorPrimitives.Multiply(a, MathF.Sqrt(share), fused.AsSpan(0, a.Length));
        TensorPrimitives.Multiply(b, MathF.Sqrt(1 - share), fused.AsSpan(a.Length));
        return fused;
    }

    private static string Interval((double Rate, double Low, double High) rate) => $"{Text(rate.Rate, "0.0000")} [{Text(rate.Low, "0.000")}, {Text(rate.High, "0.000")}]";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
