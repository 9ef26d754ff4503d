using System.Text;
using System.Text.Json.Nodes;

namespace FaceML.Networks.Tests.Cards;

[TestClass]
public sealed class NetworkCardTests
{
    private static string Shipped => File.ReadAllText(Installed.Detector.CardPath);

    [TestMethod]
    public void a_shipped_card_is_read_field_by_field()
    {
        NetworkCard card = Installed.Embedder.Card;
        Assert.AreEqual(NetworkKind.Embedder, card.Kind);
        Assert.AreEqual("fr_feature.onnx", card.File);
        Assert.AreEqual("87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581", card.Sha256);
        Assert.AreEqual(Imaging.ChannelOrder.Bgr, card.Inputs[0].Order);
        CollectionAssert.AreEqual(new float[] { 127, 127, 127 }, card.Inputs[0].Mean.ToArray());
        Assert.AreEqual(1 / 128f, card.Inputs[0].Scale[0]);
        Assert.AreEqual("arcface-112", card.Embedding!.Template);
        Assert.AreEqual(512, card.Embedding.Length);
        Assert.AreEqual(FaceMetric.Cosine, card.Embedding.Metric);
        Assert.AreEqual("MIT", card.License.Package);
        StringAssert.Contains(card.License.Weights, "nothing is stated");
    }

    [TestMethod]
    public void written_and_read_again_it_is_the_same()
    {
        foreach (NetworkEntry entry in Installed.Catalog.Entries)
        {
            string json = entry.Card.ToJson();
            Assert.AreEqual(json, NetworkCard.Parse(Encoding.UTF8.GetBytes(json)).ToJson());
        }
    }

    [TestMethod]
    public void a_card_in_the_words_of_an_earlier_version_is_read()
    {
        string today = Installed.Landmarker.Card.ToJson();
        JsonObject earlier = JsonNode.Parse(today)!.AsObject();
        earlier["licence"] = earlier["license"]!.DeepClone();
        earlier.Remove("license");
        JsonObject input = earlier["inputs"]![0]!.AsObject();
        input["order"] = "grey";
        input["standardise"] = "none";
        input.Remove("standardize");

        Assert.AreEqual(today, NetworkCard.Parse(Encoding.UTF8.GetBytes(earlier.ToJsonString())).ToJson());
    }

    [TestMethod]
    [DataRow("name", "\"../evil\"", "name must be")]
    [DataRow("name", "\"Upper\"", "name must be")]
    [DataRow("file", "\"../fr_detect.onnx\"", "file must be")]
    [DataRow("file", "\"a/b.onnx\"", "file must be")]
    [DataRow("file", "\"a\\\\b.onnx\"", "file must be")]
    [DataRow("file", "\"/etc/passwd\"", "file must be")]
    [DataRow("file", "\"a.onnx\\u0000\"", "file must be")]
    [DataRow("file", "\"a..onnx\"", "file must be")]
    [DataRow("sha256", "\"abc\"", "sha256 must be 64")]
    [DataRow("bytes", "0", "bytes must be")]
    [DataRow("bytes", "99999999999", "bytes must be")]
    [DataRow("title", "\"\"", "title must be")]
    [DataRow("title", "\"a\\nb\"", "title must be")]
    [DataRow("title", "null", "title")]
    [DataRow("kind", "\"embedder\"", "detection must be absent for kind Embedder")]
    [DataRow("kind", "\"wizard\"", "kind")]
    [DataRow("kind", "1", "kind")]
    [DataRow("detection", "null", "detection must be present")]
    [DataRow("inputs", "[]", "inputs must be exactly one")]
    [DataRow("inputs", "[null]", "inputs must be")]
    [DataRow("outputs", "[]", "outputs must be")]
    [DataRow("outputs", "[null]", "outputs must be")]
    [DataRow("measured", "[null]", "measured must be")]
    [DataRow("license", "null", "license")]
    [DataRow("surprise", "1", "surprise")]
    public void a_wrong_field_is_named(string field, string value, string message) =>
        Refused(Change(card => card[field] = JsonNode.Parse(value)), message);

    [TestMethod]
    [DataRow("width", "0", "inputs.width must be 1 to 4096; it is 0")]
    [DataRow("height", "100000", "inputs.height must be")]
    [DataRow("mean", "[127]", "inputs.mean must be 3 finite numbers; it is 127")]
    [DataRow("scale", "[0, 0, 0]", "inputs.scale must be")]
    [DataRow("order", "\"grb\"", "order")]
    [DataRow("layout", "\"nchw, nhwc\"", "layout")]
    [DataRow("name", "\"\"", "inputs.name must be")]
    public void a_wrong_input_is_named(string field, string value, string message) =>
        Refused(Change(card => card["inputs"]![0]![field] = JsonNode.Parse(value)), message);

    [TestMethod]
    [DataRow("family", "\"guess\"", "detection.family must be ultraface or yunet or scrfd or blazeface or mtcnn; it is guess")]
    [DataRow("scoreThreshold", "1.5", "detection.scoreThreshold must be 0 to 1; it is 1.5")]
    [DataRow("nmsIou", "-0.1", "detection.nmsIou must be")]
    [DataRow("tileScoreThreshold", "2", "detection.tileScoreThreshold must be")]
    public void a_wrong_decoding_is_named(string field, string value, string message) =>
        Refused(Change(card => card["detection"]![field] = JsonNode.Parse(value)), message);

    [TestMethod]
    [DataRow("[0, 2]", "outputs.shape must be")]
    [DataRow("[65536, 65536]", "outputs.shape must be at most")]
    [DataRow("[1, 1, 1, 1, 1, 1, 1]", "outputs.shape must be 1 to 6")]
    public void a_wrong_shape_is_named(string shape, string message) =>
        Refused(Change(card => card["outputs"]![0]!["shape"] = JsonNode.Parse(shape)), message);

    [TestMethod]
    [DataRow("crop", "0.5", "liveness.crop must be 1 to 8; it is 0.5")]
    [DataRow("crop", "9", "liveness.crop must be 1 to 8; it is 9")]
    [DataRow("live", "3", "liveness.live must be 0 to 2; it is 3")]
    [DataRow("live", "-1", "liveness.live must be 0 to 2; it is -1")]
    public void a_wrong_liveness_part_is_named(string field, string value, string message)
    {
        JsonObject card = JsonNode.Parse(File.ReadAllText(Installed.Catalog.Find("faceplugin-liveness").CardPath))!.AsObject();
        card["liveness"]![field] = JsonNode.Parse(value);
        Refused(card.ToJsonString(), message);
    }

    [TestMethod]
    public void a_liveness_part_belongs_to_the_kind_liveness_alone()
    {
        Refused(Change(card => card["liveness"] = JsonNode.Parse("""{ "crop": 2.7, "live": 0 }""")),
            "liveness must be absent for kind Detector");
        Refused(Change(card => (card["kind"], card["detection"]) = ("liveness", null)), "liveness must be present for kind Liveness");
    }

    [TestMethod]
    public void a_role_that_comes_twice_is_refused() => Refused(Change(card => card["outputs"]![0]!["role"] = "boxes"), "each role once");

    [TestMethod]
    public void each_missing_field_is_an_error()
    {
        foreach (string field in new[] { "name", "title", "kind", "file", "sha256", "bytes", "source", "license", "inputs", "outputs" })
        {
            Refused(Change(card => card.Remove(field)), field);
        }
    }

    [TestMethod]
    public void a_field_that_comes_twice_is_an_error() =>
        Refused(Shipped.Replace("\"kind\":", "\"title\": \"again\", \"kind\":", StringComparison.Ordinal), "title");

    [TestMethod]
    public void what_is_no_card_is_an_error()
    {
        Refused("", "");
        Refused("null", "null");
        Refused("[]", "");
        Refused(new string('[', 100_000), "");
        Refused(new string(' ', NetworkCard.MaxBytes + 1), "at most 262144 bytes");
    }

    [TestMethod]
    public void a_missing_file_is_an_error_that_names_it()
    {
        NetworkCardException error = Assert.ThrowsExactly<NetworkCardException>(() => NetworkCard.Load("no-such-card.json"));
        StringAssert.Contains(error.Message, "no-such-card.json");
    }

    private static string Change(Action<JsonObject> change)
    {
        JsonObject card = JsonNode.Parse(Shipped)!.AsObject();
        change(card);
        return card.ToJsonString();
    }

    private static void Refused(string json, string message)
    {
        NetworkCardException error =
            Assert.ThrowsExactly<NetworkCardException>(() => NetworkCard.Parse(Encoding.UTF8.GetBytes(json), "the card"));
        StringAssert.Contains(error.Message, message);
        StringAssert.Contains(error.Message, "the card");
    }
}
