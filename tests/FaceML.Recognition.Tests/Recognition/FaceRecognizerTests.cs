namespace FaceML.Recognition.Tests.Recognition;

[TestClass]
public sealed class FaceRecognizerTests
{
    [TestMethod]
    public void a_whole_recognizer_is_refused_with_every_network_named()
    {
        NetworkException error = Assert.ThrowsExactly<NetworkException>(
            () => FaceRecognizer.Create(Installed.Catalog, new() { Network = new() { Profile = UseProfile.Commercial } }));
        Assert.AreEqual("ultraface-rfb320, landmarks-68, faceplugin-512", error.Network);
    }

    [TestMethod]
    public void two_views_of_one_face_match_and_two_people_do_not()
    {
        Image image = Installed.Sample(3);
        // One look at each face: with more of them two of these people score 0.44 (the note on balanced's threshold in docs/networks.md).
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast);
        IReadOnlyList<FaceEmbedding> people = recognizer.EmbedAll(image);
        IReadOnlyList<FaceEmbedding> smaller = recognizer.EmbedAll(image.Resize(image.Width / 3, image.Height / 3));
        Assert.AreEqual(3, people.Count);
        foreach (FaceEmbedding person in people)
        {
            FaceEmbedding same = smaller.MinBy(f => System.Numerics.Vector2.Distance(f.Face.Box.Center * 3, person.Face.Box.Center))!;
            Assert.IsTrue(FaceComparison.Cosine(person.Vector.Span, same.Vector.Span) > 0.8f);
            foreach (FaceEmbedding other in people.Where(p => p != person))
            {
                Assert.IsLessThan(0.4f, FaceComparison.Cosine(person.Vector.Span, other.Vector.Span));
            }
        }
    }

    [TestMethod]
    [DataRow("fast", "97917c59aeeef83250dacd1fc8f6c602195aac96b82ea4ef5bbfd6c7a5ed902f")]
    [DataRow("balanced", "1132bec71e863c839abbbdc43d61b39ff71de2e976982b5360163834ccd90154")]
    public void a_fingerprint_stays_what_it_was_or_galleries_that_people_keep_are_refused(string preset, string expected)
    {
        Assert.AreEqual(expected, FaceRecognizerOptions.Preset(preset).Fingerprint(Installed.Catalog));
    }

    [TestMethod]
    public void the_face_that_is_meant_is_chosen()
    {
        Image image = Installed.Sample(5);
        IReadOnlyList<DetectedFace> faces = Installed.Recognizer.Detector.Detect(image);
        Assert.IsTrue(Installed.Recognizer.TryEmbedSingle(image, FaceSelection.Largest, out FaceEmbedding? largest, out FaceStatus status));
        Assert.AreEqual(FaceStatus.Found, status);
        Assert.AreEqual(faces.Max(f => f.Box.Area), largest.Face.Box.Area);
        Assert.IsTrue(Installed.Recognizer.TryEmbedSingle(image, FaceSelection.Central, out FaceEmbedding? central, out _));
        System.Numerics.Vector2 center = new(image.Width / 2f, image.Height / 2f);
        Assert.AreEqual(faces.Min(f => System.Numerics.Vector2.Distance(f.Box.Center, center)),
            System.Numerics.Vector2.Distance(central.Face.Box.Center, center));
        Assert.AreNotEqual(largest.Face.Box, central.Face.Box);
        Assert.IsFalse(Installed.Recognizer.TryEmbedSingle(image, FaceSelection.Only, out _, out status));
        Assert.AreEqual(FaceStatus.SeveralFaces, status);
        Assert.AreEqual(FaceStatus.SeveralFaces,
            Assert.ThrowsExactly<FaceNotFoundException>(() => Installed.Recognizer.EmbedSingle(image, FaceSelection.Only)).Status);
    }

    [TestMethod]
    public void no_face_is_a_status_or_a_typed_error()
    {
        Assert.IsFalse(Installed.Recognizer.TryEmbedSingle(
            new Image(64, 64), FaceSelection.Largest, out FaceEmbedding? none, out FaceStatus status));
        Assert.IsNull(none);
        Assert.AreEqual(FaceStatus.NoFace, status);
        Assert.ThrowsExactly<FaceNotFoundException>(() => Installed.Recognizer.EmbedSingle(new Image(64, 64)));
        Assert.AreEqual(0, Installed.Recognizer.EmbedAll(new Image(64, 64)).Count);
    }

    [TestMethod]
    public void one_recognizer_serves_several_threads_with_identical_values()
    {
        Image[] images = [Installed.Sample(1), Installed.Sample(4)];
        float[][] expected = [.. images.Select(image => Installed.Recognizer.EmbedSingle(image).Vector.ToArray())];
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            CollectionAssert.AreEqual(expected[i % 2], Installed.Recognizer.EmbedSingle(images[i % 2]).Vector.ToArray()));
    }

    [TestMethod]
    public void a_network_that_is_not_installed_is_an_error_and_leaves_no_session_open()
    {
        int before = OnnxNetwork.OpenSessions;
        FaceRecognizerOptions options = new() { Embedder = "not-there", Network = new() { ThreadsPerRun = 4 } };
        StringAssert.Contains(Assert.ThrowsExactly<NetworkException>(() => FaceRecognizer.CreateDefault(options)).Message, "not-there");
        Assert.AreEqual(before, OnnxNetwork.OpenSessions);
    }

    [TestMethod]
    public void disposed_it_lets_go_of_its_sessions()
    {
        int before = OnnxNetwork.OpenSessions;
        FaceRecognizer recognizer =
            FaceRecognizer.CreateDefault(
            new() { Landmarks = new() { Passes = 5 }, Embedding = new() { Flip = true }, Network = new() { ThreadsPerRun = 4 } });
        recognizer.WarmUp();
        Assert.AreEqual(before + 3, OnnxNetwork.OpenSessions);
        recognizer.Dispose();
        Assert.AreEqual(before, OnnxNetwork.OpenSessions);
        Assert.ThrowsExactly<ObjectDisposedException>(() => recognizer.Detect(new Image(10, 10)));
    }
}
