namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class FaceDetectorTests
{
    private static readonly OnnxNetwork Network = Installed.Recognizer.Networks[0];

    [TestMethod]
    public void every_face_of_the_sample_photographs_is_found_and_nothing_else() =>
        CollectionAssert.AreEqual(new[] { 3, 3, 3, 4, 5, 4 }, Counts(new()));

    [TestMethod]
    public void tiles_lose_none_of_them()
    {
        FaceDetector plain = new(Network), tiled = new(Network, new() { Tiling = new() });
        foreach (string sample in TestData.Samples)
        {
            Image image = Image.Load(sample);
            IReadOnlyList<DetectedFace> found = tiled.Detect(image);
            foreach (DetectedFace face in plain.Detect(image))
            {
                Assert.IsTrue(found.Any(f => f.Box.IntersectionOverUnion(face.Box) > 0.5f), $"{Path.GetFileName(sample)}: {face.Box}");
            }
        }
    }

    [TestMethod]
    public void a_group_photograph_of_1920_pixels_gets_every_face_with_tiles()
    {
        // 12 × 8 people of LFW at 160 pixels each: their faces are about 60 pixels wide, 10 in what the network is shown of the whole.
        const int columns = 12, rows = 8, side = 160;
        string folder = TestData.DataSet("lfw-deepfunneled");
        string[] people = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where((_, i) => i % 55 == 0)
            .Take(columns * rows)];
        Image group = new(columns * side, rows * side);
        for (int i = 0; i < people.Length; i++)
        {
            Image person = Image.Load(Path.Combine(people[i], Path.GetFileName(people[i]) + "_0001.jpg")).Resize(side, side);
            for (int y = 0; y < side; y++)
            {
                person.Pixels.Slice(y * side * 3, side * 3).CopyTo(
                    group.Pixels[(((i / columns * side + y) * columns + i % columns) * side * 3)..]);
            }
        }

        Box[] expected = [.. Enumerable.Range(0, people.Length)
            .Select(i => new Box(i % columns * side + 50, i / columns * side + 50, i % columns * side + 110, i / columns * side + 110))];
        int plain = Found(new()), tiled = Found(new() { Tiling = new() });
        Assert.AreEqual(people.Length, tiled, $"{plain} without tiles");
        Assert.IsTrue(plain < tiled, "the image is no test of tiles if all are found without them");

        int Found(DetectorOptions options)
        {
            IReadOnlyList<DetectedFace> faces = new FaceDetector(Network, options).Detect(group);
            return expected.Count(box => faces.Any(face => face.Box.IntersectionOverUnion(box) > 0.3f));
        }
    }

    [TestMethod]
    public void several_pictures_at_once_give_the_faces_of_one_by_one()
    {
        FaceDetector detector = new(Network);
        Image[] images = [.. TestData.Samples.Select(path => Image.Load(path))];
        IReadOnlyList<IReadOnlyList<DetectedFace>> together = detector.Detect(images);
        for (int i = 0; i < images.Length; i++)
        {
            IReadOnlyList<DetectedFace> alone = detector.Detect(images[i]);
            Assert.AreEqual(alone.Count, together[i].Count);
            foreach ((DetectedFace a, DetectedFace b) in alone.Zip(together[i]))
            {
                Assert.AreEqual(a.Score, b.Score, 1e-4f);
                Assert.IsTrue(a.Box.IntersectionOverUnion(b.Box) > 0.999f);
            }
        }
    }

    [TestMethod]
    public void faces_come_by_falling_score_inside_the_picture()
    {
        Image image = Installed.Sample(5);
        IReadOnlyList<DetectedFace> faces = new FaceDetector(Network, new() { ScoreThreshold = 0.1f }).Detect(image);
        CollectionAssert.AreEqual(faces.Select(f => f.Score).OrderDescending().ToArray(), faces.Select(f => f.Score).ToArray());
        Assert.IsTrue(faces.All(f => f.Box == f.Box.ClipTo(image.Width, image.Height) && f.Score >= 0.1f));
    }

    [TestMethod]
    public void options_do_what_they_say()
    {
        Image image = Installed.Sample(5);
        IReadOnlyList<DetectedFace> all = new FaceDetector(Network).Detect(image);
        Assert.AreEqual(all[0], new FaceDetector(Network, new() { MaxFaces = 1 }).Detect(image).Single());
        float size = all.Select(f => MathF.Min(f.Box.Width, f.Box.Height)).Order().ElementAt(2);
        Assert.AreEqual(3, new FaceDetector(Network, new() { MinSize = size }).Detect(image).Count);
        Assert.AreEqual(0, new FaceDetector(Network, new() { MinSize = 5000 }).Detect(image).Count);
        Assert.IsTrue(new FaceDetector(Network, new() { NmsIou = 1 }).Detect(image).Count > all.Count, "nothing is suppressed");
    }

    [TestMethod]
    public void a_picture_without_faces_has_none()
    {
        Assert.AreEqual(0, new FaceDetector(Network).Detect(new Image(300, 200)).Count);
        Assert.AreEqual(0, new FaceDetector(Network).Detect(new Image(1, 1)).Count);
        Assert.AreEqual(0, new FaceDetector(Network, new() { Tiling = new() { Levels = 4 } }).Detect(new Image(1, 1)).Count);
        Assert.AreEqual(0, new FaceDetector(Network).Detect(Array.Empty<Image>()).Count);
    }

    [TestMethod]
    public void wrong_networks_and_options_are_refused()
    {
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() => new FaceDetector(Installed.Recognizer.Networks[2])).Message,
            "Embedder");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceDetector(Network, new() { ScoreThreshold = 1.1f }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceDetector(Network, new() { NmsIou = float.NaN }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceDetector(Network, new() { MaxFaces = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FaceDetector(Network, new() { MinSize = -1 }));
    }

    private static int[] Counts(DetectorOptions options)
    {
        FaceDetector detector = new(Network, options);
        return [.. TestData.Samples.Select(path => detector.Detect(Image.Load(path)).Count)];
    }
}
