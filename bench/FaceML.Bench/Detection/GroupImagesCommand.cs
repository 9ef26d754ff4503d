namespace FaceML.Bench.Detection;

/// <summary>
/// <c>group-images</c>: small faces in large images. Images of LFW are placed on a large one, so that every face's place is known; recall,
/// other finds (bystanders in those images among them: <c>--annotate</c> shows which) and seconds without tiles, by default and with tiles
/// everywhere.
/// </summary>
internal static class GroupImagesCommand
{
    // Where LFW's deep-funneled images have the face, as shares of the side.
    private const float FaceFrom = 0.3125f, FaceTo = 0.6875f;

    public static Command Create()
    {
        Setting<int> first = new("--first", 0, "Which of LFW's people to begin with, 0 to 54: others for choosing than for reporting.");
        Option<DirectoryInfo?> annotate = PathOption.Folder(
            "--annotate", "Draw into this folder what was found by default: hits green, other finds red (bystanders among them).");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("group-images", "Recall, other finds and seconds on large images of many people.") { first, annotate, json };
        command.SetAction(parsed => Run(parsed.GetValue(first), parsed.GetValue(annotate), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int first, DirectoryInfo? annotate, FileInfo? json)
    {
        (int Width, int Height, int People, int Face)[] groups =
        [
            (1280, 960, 24, 40), (1920, 1280, 40, 30), (1920, 1280, 40, 60), (2500, 1600, 31, 40), (4000, 3000, 31, 60),
            (4844, 2022, 31, 60), (4844, 2022, 60, 30),
            (6000, 4000, 31, 100), (4000, 3000, 1, 1200),
        ];
        (string Name, DetectorOptions Options)[] settings =
            [("without tiles", new() { TilesFrom = null }), ("default", new()), ("tiles", new() { Tiling = new() })];
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Report report = new("Group images", "image", "faces, pixels wide", "settings", "found", "other finds", "seconds");
        foreach ((int width, int height, int people, int face) in groups)
        {
            Image group = Group(width, height, people, (int)(face / (FaceTo - FaceFrom)), first, out Box[] expected);
            foreach ((string name, DetectorOptions options) in settings)
            {
                FaceDetector detector = new(recognizer.Networks[0], options);
                long start = Stopwatch.GetTimestamp();
                IReadOnlyList<DetectedFace> found = detector.Detect(group);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                Counts counts = Matching.Boxes(found, expected, 0.3f);
                report.Add($"{width}×{height}", $"{people} × {face}", name, $"{counts.Hits} of {counts.Faces}", counts.False,
                    seconds.ToString("0.00", CultureInfo.InvariantCulture));
            }

            Annotate(group, recognizer.Find(group), expected, annotate, $"{width}x{height} {people}x{face}.jpg");
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    /// <summary>
    /// People in the cells of a grid, each moved at random within its cell, on the magnified corner of the first one's image.
    /// </summary>
    private static Image Group(int width, int height, int people, int side, int first, out Box[] faces)
    {
        Random random = new(first);
        string[] folders = [.. Directory.GetDirectories(DataSets.Find("lfw-deepfunneled")).Order(StringComparer.Ordinal)
            .Where((_, i) => i % 55 == first).Take(people)];
        Image[] images = [.. folders.Select(folder => Image.Load(Path.Combine(folder, $"{Path.GetFileName(folder)}_0001.jpg")))];
        Image group = images[0].Crop(new Box(0, 0, 60, 60)).Resize(width, height);
        int columns = Enumerable.Range(1, people)
            .First(count => count * (height / Math.Ceiling((double)people / count)) >= width || count == people);
        int rows = (people + columns - 1) / columns, cellWidth = width / columns, cellHeight = height / rows;
        faces = new Box[people];
        for (int i = 0; i < people; i++)
        {
            int left = i % columns * cellWidth + random.Next(Math.Max(1, cellWidth - side));
            int top = i / columns * cellHeight + random.Next(Math.Max(1, cellHeight - side));
            Image person = images[i].Resize(side, side);
            for (int y = 0; y < side && top + y < height; y++)
            {
                int pixels = Math.Min(side, width - left);
                person.Pixels.Slice(y * side * 3, pixels * 3).CopyTo(group.Pixels[(((top + y) * width + left) * 3)..]);
            }

            faces[i] = new(left + FaceFrom * side, top + FaceFrom * side, left + FaceTo * side, top + FaceTo * side);
        }

        return group;
    }

    private static void Annotate(Image image, IReadOnlyList<DetectedFace> faces, Box[] expected, DirectoryInfo? folder, string name)
    {
        if (folder is not null)
        {
            folder.Create();
            foreach (DetectedFace face in faces)
            {
                image.DrawBox(face.Box, Array.Exists(expected, box => box.IntersectionOverUnion(face.Box) >= 0.3f)
                    ? new Rgb(0, 255, 0)
                    : new Rgb(255, 0, 0));
            }

            image.Save(Path.Combine(folder.FullName, name));
        }
    }
}
