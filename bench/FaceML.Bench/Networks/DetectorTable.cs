using System.Numerics;
using FaceML.Bench.Detection;

namespace FaceML.Bench.Networks;

/// <summary>Every detector on the same images: hits, false alarms, time, and how far its points are from the annotated ones.</summary>
internal static class DetectorTable
{
    private sealed record LabeledImage(Image Image, Box[] Boxes, Vector2[][] Points);

    public static void Write(NetworkCatalog catalog, TextWriter output, TextWriter log)
    {
        LabeledImage[] gray = [.. GroundTruth.CmuMit(DataSets.Find("cmu-mit", "ground_truth_bboxes.txt"))
            .Select(f => new LabeledImage(Image.Load(DataSets.Find("cmu-mit", "images", f.Key)), [.. f], []))];
        LabeledImage[] color =
        [
            .. from faces in GroundTruth.ColorBoxes(DataSets.Find("color-boxes", "Temp3_12.txt"))
               let path = Path.Combine(DataSets.Find("color-boxes"), faces.Key)
               where File.Exists(path)
               select new LabeledImage(Image.Load(path), [], [.. faces]),
        ];
        Report detection = new($"Detectors, {gray.Sum(p => p.Boxes.Length)} faces of cmu-mit, {color.Length} of color-boxes", "network",
            "family", "settings",
            "cmu-mit recall / precision, IoU ≥ 0.3", "IoU ≥ 0.5", "color-boxes recall", "NME of its points %", "cmu-mit ms (median)",
            "color-boxes ms (median)");
        Report landmarks = new("The landmark network's points on the same faces of color-boxes", "detector", "landmarks", "faces", "NME %",
            "median %", "90th percentile %");
        using OnnxNetwork landmarkNetwork = catalog.Load(new FaceRecognizerOptions().Landmarker);
        foreach (NetworkEntry entry in catalog.Entries.Where(e => e.Card.Kind == NetworkKind.Detector))
        {
            using OnnxNetwork network = entry.Load();
            foreach ((string setting, DetectorOptions options) in Settings(entry.Card))
            {
                log.WriteLine($"{entry.Card.Name}, {setting}");
                Measure(detection, entry.Card, setting, new FaceDetector(network, options), gray, color);
            }

            foreach (int passes in (int[])[1, 5])
            {
                FaceDetector detector = new(network);
                FaceLandmarker landmarker = new(landmarkNetwork, new() { Passes = passes });
                double[] errors = Errors(color, image =>
                    [.. detector.Detect(image).Select(face => face with { Points = landmarker.Locate(image, face.Box).FivePoints })]);
                landmarks.Add(entry.Card.Name, $"{landmarkNetwork.Card.Name}, {passes} crop{(passes > 1 ? "s" : "")}", errors.Length,
                    Text(errors.Average() * 100, "0.00"), Text(At(errors, 0.5) * 100, "0.00"), Text(At(errors, 0.9) * 100, "0.00"));
            }
        }

        detection.Print(output);
        output.WriteLine();
        landmarks.Print(output);
    }

    private static IEnumerable<(string, DetectorOptions)> Settings(NetworkCard card)
    {
        yield return ("default", new());
        if (card.Inputs[0].Resizing is null)
        {
            yield return ("tiles, one level", new() { Tiling = new() { Levels = 1 } });
        }
        else if (card.Stages.Count == 0)
        {
            yield return ("three scales", new() { Scales = 3 });
        }

        yield return ("soft suppression", new() { SoftNmsSigma = 0.5f });
    }

    private static void Measure(
        Report report, NetworkCard card, string setting, FaceDetector detector, LabeledImage[] gray, LabeledImage[] color)
    {
        Counts loose = default, strict = default, points = default;
        List<double> grayTimes = [], colorTimes = [];
        detector.Detect(gray[0].Image);
        foreach (LabeledImage labeled in gray)
        {
            IReadOnlyList<DetectedFace> found = Timed(detector, labeled.Image, grayTimes);
            loose += Matching.Boxes(found, labeled.Boxes, 0.3f);
            strict += Matching.Boxes(found, labeled.Boxes, 0.5f);
        }

        Dictionary<Image, IReadOnlyList<DetectedFace>> kept = [];
        foreach (LabeledImage labeled in color)
        {
            kept[labeled.Image] = Timed(detector, labeled.Image, colorTimes);
            points += Matching.Points(kept[labeled.Image], labeled.Points);
        }

        string error = detector.GivesPoints ? Text(Errors(color, image => kept[image]).Average() * 100, "0.00") : "–";
        report.Add(card.Name, card.Detection!.Family, setting, Rates(loose), Rates(strict), $"{points.Hits} of {points.Faces}", error,
            Text(At([.. grayTimes.Order()], 0.5), "0.0"), Text(At([.. colorTimes.Order()], 0.5), "0.0"));
    }

    private static IReadOnlyList<DetectedFace> Timed(FaceDetector detector, Image image, List<double> times)
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<DetectedFace> found = detector.Detect(image);
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return found;
    }

    // The mean distance of eyes, nose and the mouth's middle, as a share of the annotated distance between the eyes; of the face whose box
    // holds the annotated points.
    private static double[] Errors(LabeledImage[] images, Func<Image, IReadOnlyList<DetectedFace>> detect)
    {
        List<double> errors = [];
        foreach (LabeledImage labeled in images)
        {
            IReadOnlyList<DetectedFace> found = detect(labeled.Image);
            foreach (Vector2[] truth in labeled.Points)
            {
                DetectedFace[] hits = [.. found
                    .Where(f => f.Points is not null
                    && truth.All(p => p.X >= f.Box.Left && p.X <= f.Box.Right && p.Y >= f.Box.Top && p.Y <= f.Box.Bottom))];
                if (hits.Length > 0)
                {
                    FacePoints p = hits[0].Points!.Value;
                    Vector2[] four = [p.EyeLeft, p.EyeRight, p.Nose, (p.MouthLeft + p.MouthRight) / 2];
                    errors.Add(four.Zip(truth, Vector2.Distance).Average() / Vector2.Distance(truth[0], truth[1]));
                }
            }
        }

        return [.. errors.Order()];
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0
        ? double.NaN
        : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static string Rates(Counts counts) => $"{Text(counts.Recall, "0.000")} / {Text(counts.Precision, "0.000")}";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
