using FaceML.Import;

namespace FaceML.Bench.Networks;

/// <summary>Every embedder, and every fusion of two and three, on LFW: View 2 and all pairs.</summary>
internal static class EmbedderTable
{
    // How faces are found before they are embedded; the first way is the default's, and every network is measured by it, with and without
    // mirrored faces.
    private static readonly (string Name, FaceRecognizerOptions Finding)[] Looks =
    [
        ("landmarks of five crops", FaceRecognizerOptions.Balanced),
        ("points of mtcnn-expo", FaceRecognizerOptions.Balanced with { Detector = "mtcnn-expo", Points = FacePointSource.Detector }),
    ];

    public static void Write(NetworkCatalog catalog, IReadOnlyList<string> only, TextWriter output, TextWriter log)
    {
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(DataSets.Find("lfw-protocol", "pairs.txt"));
        string[] images = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        Report report = new($"Embedders, Labeled Faces in the Wild (deep-funneled), {images.Length} images", "recipe", "numbers",
            "View 2 accuracy % ± se [95 %]", "EER %", "TAR@1e-3 (View 2)",
            "TAR@1e-4, all pairs [95 %]", "TAR@1e-5, all pairs [95 %]", "cosine at 1e-3 / 1e-4 / 1e-5", "impostor mean ± deviation");
        FaceRecognizerOptions fast = FaceRecognizerOptions.Fast;
        NetworkEntry[] entries =
            [.. catalog.Entries.Where(e => e.Card.Kind == NetworkKind.Embedder
            && (only.Count == 0 || only.Contains(e.Card.Name))).OrderByDescending(e => e.Card.Name == fast.Embedder).ThenBy(e =>
            e.Card.Name, StringComparer.Ordinal)];
        // What can be had by name, without a file of one's own, is fused.
        string[] fused = [.. entries.Select(e => e.Card.Name)
            .Where(name => name == fast.Embedder || InstallableNetworks.Names.Contains(name))];

        if (only.Count == 0 || only.Contains(fast.Embedder))
        {
            EmbedderVectors once = Vectors(entries[0], fast);
            Add($"{fast.Embedder}, landmarks of one crop{Preset([fast.Embedder], fast)}", i => once.Of(i, false));
        }

        foreach ((string look, FaceRecognizerOptions finding) in Looks)
        {
            Dictionary<string, (EmbedderVectors Vectors, FullPairs Pairs)> single = [];
            bool first = finding == Looks[0].Finding;
            foreach (NetworkEntry entry in entries.Where(e => first || fused.Contains(e.Card.Name)))
            {
                (string name, EmbedderVectors vectors) = (entry.Card.Name, Vectors(entry, finding));
                if (first)
                {
                    Add($"{name}, {look}", i => vectors.Of(i, false));
                }

                single[name] = (vectors, Add($"{name}, {look}, flip{Preset([name], finding)}", i => vectors.Of(i, true)));
            }

            foreach (string[] names in Fusions(fused))
            {
                AddFusion(names, pairs => 1 / pairs.Deviation, "z-norm", Preset(names, finding));
                // What is best for independent normal scores of one deviation: it takes genuine pairs to know, which the presets do
                // without.
                AddFusion(names, pairs => (pairs.GenuineMean - pairs.Mean) / (pairs.Deviation * pairs.Deviation), "by separation", "");
            }

            void AddFusion(string[] names, Func<FullPairs, double> weight, string rule, string preset)
            {
                double[] raw = [.. names.Select(name => weight(single[name].Pairs))];
                float[] weights = [.. raw.Select(w => (float)(w / raw.Sum()))];
                Add($"{string.Join(" + ", names)}, {look}, flip, {rule}, weights "
                    + $"{string.Join(" : ", weights.Select(w => Text(w, "0.00")))}{preset}", i =>
                        Fuse([.. names.Select(name => single[name].Vectors.Of(i, true))], weights));
            }
        }

        report.Print(output);
        output.WriteLine();
        output.WriteLine("A pair with an image in which no face was found counts as impostor with the lowest score; in all pairs such "
            + "images are left out. " +
            $"No face was found in {string.Join(", ", Looks.Select(l => $"{Points(l.Finding).Count(p => p is null)} ({l.Name})"))} of "
                + $"the {images.Length} images. Intervals: 1,000 resamples of the people, the threshold fixed.");

        FacePoints?[] Points(FaceRecognizerOptions finding) => LfwPoints.Read(catalog, finding, images, log);

        EmbedderVectors Vectors(NetworkEntry entry, FaceRecognizerOptions finding) =>
            EmbedderVectors.Read(entry, images, Points(finding), finding.Fingerprint(catalog)[..16], log);

        FullPairs Add(string recipe, Func<int, float[]?> vector)
        {
            Dictionary<string, float[]?> by = images.Index().ToDictionary(p => p.Item, p => vector(p.Index), StringComparer.Ordinal);
            View2Result view2 = View2Result.Of(pairs, pair => by[pair.First] is { } a
                && by[pair.Second] is { } b ? TensorPrimitives.Dot<float>(a, b) : -1);
            FullPairs all = new([.. by.Where(p => p.Value is not null).Select(p => (Path.GetDirectoryName(p.Key)!, p.Value!))]);
            report.Add(recipe, by.Values.First(v => v is not null)!.Length,
                $"{Text(view2.Accuracy.Accuracy.Value * 100, "0.00")} ± {Text(view2.Accuracy.StandardError * 100, "0.00")} "
                    + $"[{Text(view2.Accuracy.Accuracy.Low * 100, "0.00")}, {Text(view2.Accuracy.Accuracy.High * 100, "0.00")}]",
                        Text(view2.Metrics.EqualErrorRate.Value * 100, "0.00"), Text(view2.TrueMatchRate.Value, "0.0000"),
                Interval(all.TrueAcceptRate(1e-4)), Interval(all.TrueAcceptRate(1e-5)),
                string.Join(" / ", new[] { 1e-3, 1e-4, 1e-5 }.Select(rate => Text(all.Threshold(rate), "0.000"))),
                $"{Text(all.Mean, "0.0000")} ± {Text(all.Deviation, "0.0000")}");
            log.WriteLine($"{recipe}: {Text(view2.Accuracy.Accuracy.Value * 100, "0.00")} ± "
                + $"{Text(view2.Accuracy.StandardError * 100, "0.00")}, {Interval(all.TrueAcceptRate(1e-4))}, "
                + $"{Interval(all.TrueAcceptRate(1e-5))}");
            return all;
        }
    }

    // The presets' names behind the recipes that are theirs; only the embedders differ from how they find faces.
    private static string Preset(string[] names, FaceRecognizerOptions finding)
    {
        string[] alike = [.. FaceRecognizerOptions.Presets.Where(preset =>
        {
            FaceRecognizerOptions options = FaceRecognizerOptions.Preset(preset);
            return options with { Embedder = "", FusedWith = finding.FusedWith } == finding with { Embedder = "" }
                && names[0] == options.Embedder && names.Skip(1).ToHashSet().SetEquals(options.FusedWith);
        })];
        return alike is [string name] ? $" (preset {name})" : "";
    }

    private static IEnumerable<string[]> Fusions(string[] names) =>
        from size in new[] { 2, 3 }
        from chosen in Enumerable.Range(0, 1 << names.Length)
        where System.Numerics.BitOperations.PopCount((uint)chosen) == size
        select (string[])[.. names.Where((_, i) => (chosen >> i & 1) == 1)];

    // As FaceEmbedder fuses: behind each other, each scaled by the root of its weight.
    private static float[]? Fuse(float[]?[] vectors, float[] weights) =>
        Array.TrueForAll(vectors, vector => vector is not null)
            ? [.. vectors.Zip(weights).SelectMany(p => p.First!.Select(x => x * MathF.Sqrt(p.Second)))]
            : null;

    private static string Interval(Estimate rate) =>
        $"{Text(rate.Value, "0.0000")} [{Text(rate.Low, "0.000")}, {Text(rate.High, "0.000")}]";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
