namespace FaceML.Bench.Detection;

/// <summary>
/// <c>detection</c>: recall and precision on the annotated sets, counts on the sample images, at the default settings and with tiles.
/// </summary>
internal static class DetectionCommand
{
    public static Command Create()
    {
        Option<DirectoryInfo?> annotate = PathOption.Folder("--annotate", "Draw what was found on the sample images into this folder.");
        Setting<string> network = new("--network", new FaceRecognizerOptions().Detector, "The detector.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("detection", "Recall and precision on cmu-mit and color-boxes, counts on the sample images.") { annotate,
            network, json };
        command.SetAction(parsed => Run(parsed.GetValue(network)!, parsed.GetValue(annotate), parsed.GetValue(json)));
        return command;
    }

    private static void Run(string name, DirectoryInfo? annotate, FileInfo? json)
    {
        using OnnxNetwork network = NetworkCatalog.Default().Load(name);
        Report report = new("Detection", "settings", "cmu-mit recall / precision at IoU 0.3", "at IoU 0.5", "color-boxes recall",
            "faces in samples 1–6", "ms an image");
        (string Name, DetectorOptions Options)[] settings =
        [
            ("default", new()),
            ("tiles, one level", new() { Tiling = new() { Levels = 1 } }),
            ("tiles, automatic", new() { Tiling = new() }),
        ];
        foreach ((string setting, DetectorOptions options) in settings)
        {
            FaceDetector detector = new(network, options);
            Measure(report, setting, detector.Detect, annotate);
        }

        using (FaceRecognizer recognizer = FaceRecognizer.CreateDefault(new() { Detector = name }))
        {
            Measure(report, "default with the search", recognizer.Find, annotate);
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static void Measure(Report report, string setting, Func<Image, IReadOnlyList<DetectedFace>> detect, DirectoryInfo? annotate)
    {
        Stopwatch watch = new();
        int images = 0;
        Counts loose = default, strict = default, points = default;
        foreach (var faces in GroundTruth.CmuMit(DataSets.Find("cmu-mit", "ground_truth_bboxes.txt")))
        {
            IReadOnlyList<DetectedFace> found = Detect(DataSets.Find("cmu-mit", "images", faces.Key));
            loose += Matching.Boxes(found, [.. faces], 0.3f);
            strict += Matching.Boxes(found, [.. faces], 0.5f);
        }

        foreach (var faces in GroundTruth.ColorBoxes(DataSets.Find("color-boxes", "Temp3_12.txt")))
        {
            // A few annotated images are not in the set.
            string path = Path.Combine(DataSets.Find("color-boxes"), faces.Key);
            if (File.Exists(path))
            {
                points += Matching.Points(Detect(path), [.. faces]);
            }
        }

        List<int> counts = [];
        foreach (string sample in DataSets.Samples)
        {
            Image image = Image.Load(sample);
            IReadOnlyList<DetectedFace> found = detect(image);
            counts.Add(found.Count);
            Annotate(image, found, annotate, $"{Path.GetFileNameWithoutExtension(sample)} {setting}.jpg");
        }

        string milliseconds = (watch.Elapsed.TotalMilliseconds / images).ToString("0.0", CultureInfo.InvariantCulture);
        report.Add(setting, Rates(loose), Rates(strict), $"{points.Hits} of {points.Faces}", string.Join(", ", counts), milliseconds);

        IReadOnlyList<DetectedFace> Detect(string path)
        {
            Image image = Image.Load(path);
            images++;
            watch.Start();
            IReadOnlyList<DetectedFace> found = detect(image);
            watch.Stop();
            return found;
        }
    }

    private static void Annotate(Image image, IReadOnlyList<DetectedFace> faces, DirectoryInfo? folder, string name)
    {
        if (folder is null)
        {
            return;
        }

        folder.Create();
        foreach (DetectedFace face in faces)
        {
            image.DrawBox(face.Box, new Rgb(0, 255, 0));
            image.DrawLabel(new(face.Box.Left, face.Box.Top), Text(face.Score), new Rgb(0, 96, 0));
        }

        image.Save(Path.Combine(folder.FullName, name));
    }

    private static string Rates(Counts counts) => $"{Text(counts.Recall)} / {Text(counts.Precision)}";

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
