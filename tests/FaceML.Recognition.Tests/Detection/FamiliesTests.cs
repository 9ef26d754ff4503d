namespace FaceML.Recognition.Tests.Detection;

/// <summary>Every decode family on the sample images, with real files.</summary>
[TestClass]
public sealed class FamiliesTests
{
    [TestMethod]
    [DataRow("yunet", "yunet/yunet_n_320_320.onnx", 0.95)]
    [DataRow("yunet", "yunet/yunet_n_dynamic.onnx", 1)]
    [DataRow("scrfd", "scrfd/scrfd_500m_kps.onnx", 1)]
    [DataRow("blazeface", "blazeface/blazeface.onnx", 0.9)]
    [DataRow("mtcnn", "mtcnn/pnet.onnx mtcnn/rnet.onnx mtcnn/onet.onnx", 0.95)]
    public void faces_and_points_agree_with_the_default_networks(string family, string files, double share)
    {
        using TemporaryFolder folder = Installed.Folder();
        string[] paths = [.. files.Split(' ').Select(file => TestData.NetworkFile(file.Split('/')))];
        NetworkEntry entry = NetworkInstaller.Install(
            KnownNetworks.Recognise(paths[0]) ?? CardProposer.Propose("net", paths), paths, folder.Path);
        Assert.AreEqual(family, entry.Card.Detection!.Family);
        using OnnxNetwork network = entry.Load();
        FaceDetector detector = new(network);
        int expected = 0;
        List<float> errors = [];
        for (int sample = 1; sample <= 6; sample++)
        {
            Image image = Installed.Sample(sample);
            IReadOnlyList<DetectedFace> whole = detector.Detect(image);
            foreach (Face face in Installed.Recognizer.Detect(image))
            {
                expected++;

                // BlazeFace is made for one near face: 128 pixels of a whole image show it too little.
                IReadOnlyList<DetectedFace> found = family == "blazeface" ? Near(detector, image, face.Box) : whole;
                if (found.Cast<DetectedFace?>().FirstOrDefault(f => f!.Value.Box.IntersectionOverUnion(face.Box) > 0.4f) is { } same)
                {
                    float away = Enumerable.Range(0, FacePoints.Count)
                        .Average(i => Vector2.Distance(same.Points!.Value[i], face.Points[i]));
                    errors.Add(away / Vector2.Distance(face.Points.EyeLeft, face.Points.EyeRight));
                }
            }
        }

        Assert.IsTrue(errors.Count >= share * expected, $"{errors.Count} of {expected}");

        // Turned faces bring the networks' points apart, so the median: a family that mixes up eyes or axes is off by half of the eyes'
        // distance and more.
        float median = errors.Order().ElementAt(errors.Count / 2);
        Assert.IsTrue(median < 0.2f, $"points {median} of the eyes' distance away");
    }

    // The faces of a part of the image, in the image's pixels.
    private static List<DetectedFace> Near(FaceDetector detector, Image image, Box face)
    {
        Box part = new Box(face.Left - face.Width, face.Top - face.Height, face.Right + face.Width, face.Bottom + face.Height).ClipTo(
            image.Width, image.Height);
        (int left, int top, int right, int bottom) = ((int)part.Left, (int)part.Top, (int)part.Right, (int)part.Bottom);
        Vector2 shift = new(left, top);
        return [.. detector.Detect(image.Crop(new(left, top, right, bottom))).Select(f => f with
        {
            Box = new(f.Box.Left + left, f.Box.Top + top, f.Box.Right + left, f.Box.Bottom + top),
            Points = f.Points!.Value.Select(point => point + shift),
        })];
    }

    [TestMethod]
    public void a_recognizer_can_take_the_detectors_points()
    {
        using TemporaryFolder folder = Installed.Folder();
        string path = TestData.NetworkFile("yunet", "yunet_n_dynamic.onnx");
        NetworkEntry entry = NetworkInstaller.Install(KnownNetworks.Recognise(path)!, [path], folder.Path);
        using FaceRecognizer recognizer =
            FaceRecognizer.Create(NetworkCatalog.Default(folder.Path),
            new() { Detector = entry.Card.Name, Points = FacePointSource.Detector });
        Image image = Installed.Sample(1);
        IReadOnlyList<FaceEmbedding> reference = Installed.Recognizer.EmbedAll(image), found = recognizer.EmbedAll(image);
        Assert.IsTrue(found.Count > 0 && found.All(face => face.Face.Landmarks is null));
        float[] cosines = [.. found
            .Select(face => FaceComparison.Cosine(face.Vector.Span, reference
            .MaxBy(f => f.Face.Box.IntersectionOverUnion(face.Face.Box))!.Vector.Span)).Order()];

        // The image's turned faces get different points from different networks; the one that looks ahead does not.
        Assert.IsTrue(cosines[^1] > 0.8f, $"the same faces by other points: {string.Join(", ", cosines)}");
        Assert.ThrowsExactly<InvalidOperationException>(() => recognizer.Landmarker);
    }

    [TestMethod]
    public void a_detector_without_points_cannot_give_them()
    {
        NetworkException error =
            Assert.ThrowsExactly<NetworkException>(() =>
            FaceRecognizer.Create(Installed.Catalog, new() { Points = FacePointSource.Detector }));
        StringAssert.Contains(error.Message, "gives no points");
    }

    [TestMethod]
    public void sizes_and_scales_are_for_networks_without_a_fixed_size()
    {
        NetworkException error =
            Assert.ThrowsExactly<NetworkException>(() => new FaceDetector(Installed.Recognizer.Networks[0], new() { Scales = 2 }));
        StringAssert.Contains(error.Message, "fixed size");
    }

    [TestMethod]
    public void every_known_detectors_card_fits_its_family()
    {
        foreach (NetworkCard card in KnownNetworks.All.Where(card => card.Kind == NetworkKind.Detector && card.Stages.Count == 0))
        {
            Assert.IsTrue(DetectionFamilies.Find(card).GivesPoints, card.Name);
        }
    }
}
