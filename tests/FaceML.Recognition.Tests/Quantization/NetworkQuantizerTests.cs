namespace FaceML.Recognition.Tests.Quantization;

[TestClass]
public sealed class NetworkQuantizerTests
{
    private static readonly NetworkQuantizationOptions WithoutSearch = new() { TargetCosine = 0 };
    private static readonly Lazy<FaceInImage[]> Faces = new(() => [.. Find()]);
    private static readonly Lazy<QuantizedNetwork> Made =
        new(() => NetworkQuantizer.Quantize(Installed.Embedder, Faces.Value, WithoutSearch));

    [TestMethod]
    public void the_embedder_in_integers_stays_near_the_float_one()
    {
        Assert.IsGreaterThan(0.98, Made.Value.MedianCosine);
        Assert.IsGreaterThan(0.95, Made.Value.Cosines[0]);
        Assert.IsLessThan(Installed.Embedder.Card.Bytes, Made.Value.Card.Bytes);
    }

    [TestMethod]
    public void the_same_network_faces_and_options_give_the_same_bytes()
    {
        QuantizedNetwork again = NetworkQuantizer.Quantize(Installed.Embedder, Faces.Value, WithoutSearch);

        Assert.AreEqual(Made.Value.Card.Sha256, again.Card.Sha256);
        Assert.AreEqual(Made.Value.Card.ToJson(), again.Card.ToJson());
    }

    [TestMethod]
    public void layers_are_left_in_single_precision_until_the_embeddings_are_near_enough()
    {
        // The caller leaves all layers but twelve: each further one is tried on its own, which takes its time.
        string[] layers = Refused(Installed.Embedder, new() { Leave = ["no such layer"] }).TrimEnd('.').Split("it has ")[^1].Split(", ");
        string[] stated = layers[12..];
        QuantizedNetwork start = Quantized(0);

        QuantizedNetwork near = Quantized(start.Cosines.Average() + 0.0005);

        CollectionAssert.IsSubsetOf(stated, near.Left.ToArray());
        Assert.IsGreaterThan(start.Left.Count, near.Left.Count);
        Assert.IsGreaterThan(start.Cosines.Average(), near.Cosines.Average());

        QuantizedNetwork Quantized(double target) =>
            NetworkQuantizer.Quantize(Installed.Embedder, Fewest, new() { Leave = stated, TargetCosine = target });
    }

    [TestMethod]
    public void a_saved_network_loads_by_its_card_and_is_not_overwritten()
    {
        using TemporaryFolder folder = Installed.Folder();
        string file = folder.File("small.onnx");
        Made.Value.Save(file);

        using OnnxNetwork network = new NetworkCatalog(folder.Path).Load("faceplugin-512-int8");
        Assert.AreEqual("faceplugin-512", network.Card.Lineage!.Parent);
        Assert.AreEqual(Installed.Embedder.Card.Sha256, network.Card.Lineage.ParentSha256);
        Assert.ThrowsExactly<IOException>(() => Made.Value.Save(file));
    }

    [TestMethod]
    public void what_cannot_be_quantized_is_refused_by_name()
    {
        StringAssert.Contains(Refused(Installed.Landmarker, new()), "Embedder");
        StringAssert.Contains(Refused(Installed.Embedder, new() { Leave = ["no such layer"] }), "no such layer");
        using TemporaryFolder folder = Installed.Folder();
        Made.Value.Save(folder.File("small.onnx"));
        StringAssert.Contains(Refused(new NetworkCatalog(folder.Path).Entries[0], new()), "quantized already");
        Assert.ThrowsExactly<ArgumentException>(
            () => NetworkQuantizer.Quantize(Installed.Embedder, Faces.Value[..(NetworkQuantizer.FewestFaces - 1)]));
    }

    // Of these, two thirds calibrate.
    private static FaceInImage[] Fewest => Faces.Value[..NetworkQuantizer.FewestFaces];

    private static string Refused(NetworkEntry entry, NetworkQuantizationOptions options) =>
        Assert.ThrowsExactly<NetworkException>(() => NetworkQuantizer.Quantize(entry, Fewest, options)).Message;

    // The faces of the sample images, each cut out in several ways.
    private static IEnumerable<FaceInImage> Find()
    {
        foreach (int sample in Enumerable.Range(1, TestData.Samples.Count))
        {
            Imaging.Image image = Installed.Sample(sample);
            foreach (Face face in Installed.Recognizer.Detect(image))
            {
                foreach (Vector2 shift in (Vector2[])[new(0, 0), new(-2, 2)])
                {
                    yield return new(image, new(face.Points.EyeLeft + shift, face.Points.EyeRight + shift, face.Points.Nose + shift,
                        face.Points.MouthLeft + shift, face.Points.MouthRight + shift));
                }
            }
        }
    }
}
