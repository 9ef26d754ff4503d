using FaceML.Bench.Networks;

namespace FaceML.Bench.Quantization;

/// <summary>View 2 and all pairs of its images, with both networks on the same aligned faces, each with thresholds of its own.</summary>
internal static class Int8Accuracy
{
    public static Report Measure(NetworkCatalog catalog, FaceRecognizerOptions recipe, IReadOnlyList<(string Float, string Int8)> networks,
        Int8Images images)
    {
        string[] names = [.. networks.SelectMany(pair => (string[])[pair.Float, pair.Int8])];
        float[]?[][] vectors = Vectors(catalog, recipe, names, images);
        Report report = new($"LFW View 2 and all pairs of its {images.Measured.Length} images", "network", "View 2 accuracy % ± se",
            "EER %", "all pairs TAR@1e-4 [95 %]", "TAR@1e-5 [95 %]", "thresholds at 1e-3 / 1e-4 / 1e-5",
            "View 2 minus float, points [95 %]", "TAR@1e-4 minus float");
        View2Result? before = null;
        double rate = 0;
        foreach ((int index, string name) in names.Index())
        {
            Dictionary<string, float[]?> by = images.Measured.Zip(vectors[index]).ToDictionary(p => p.First, p => p.Second);
            View2Result view2 = View2Result.Of(images.Pairs, pair => by[pair.First] is { } a && by[pair.Second] is { } b
                ? TensorPrimitives.Dot<float>(a, b) : -1);
            FullPairs all = new([.. by.Where(p => p.Value is not null).Select(p => (Path.GetDirectoryName(p.Key)!, p.Value!))]);
            bool quantized = index % 2 == 1;
            Estimate? difference = quantized ? View2Result.Compare(before!, view2)[0].Difference : null;
            double own = all.TrueAcceptRate(1e-4).Value;
            report.Add(name, $"{Percent(view2.Accuracy.Accuracy.Value)} ± {Percent(view2.Accuracy.StandardError)}",
                Percent(view2.Metrics.EqualErrorRate.Value), Interval(all.TrueAcceptRate(1e-4)), Interval(all.TrueAcceptRate(1e-5)),
                string.Join(" / ", new[] { 1e-3, 1e-4, 1e-5 }.Select(r => Text(all.Threshold(r), "0.000"))),
                difference is { } d ? $"{Percent(d.Value)} [{Percent(d.Low)}, {Percent(d.High)}]" : "–",
                quantized ? Text(own - rate, "+0.0000;−0.0000") : "–");
            (before, rate) = quantized ? (null, 0) : (view2, own);
        }

        return report;
    }

    private static float[]?[][] Vectors(NetworkCatalog catalog, FaceRecognizerOptions recipe, string[] names, Int8Images images)
    {
        using FaceRecognizer finder = FaceRecognizer.Create(catalog, recipe);
        OnnxNetwork[] networks = [.. names.Select(name => catalog.Load(name))];
        FaceEmbedder[] embedders = [.. networks.Select(network => new FaceEmbedder(network, recipe.Embedding))];
        float[]?[][] vectors = [.. names.Select(_ => new float[]?[images.Measured.Length])];
        Progress progress = new(Console.Error, "embedded", images.Measured.Length);
        Parallel.For(0, images.Measured.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Image image = images.Load(images.Measured[i]);
            if (Int8Images.Find(finder, image) is { } face && embedders[0].CanAlign(face.Points))
            {
                for (int n = 0; n < names.Length; n++)
                {
                    vectors[n][i] = embedders[n].Embed(image, face.Points);
                }
            }

            progress.Step();
        });
        Array.ForEach(networks, network => network.Dispose());
        return vectors;
    }

    private static string Interval(Estimate rate) =>
        $"{Text(rate.Value, "0.0000")} [{Text(rate.Low, "0.000")}, {Text(rate.High, "0.000")}]";

    private static string Percent(double value) => Text(value * 100, "0.00");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
