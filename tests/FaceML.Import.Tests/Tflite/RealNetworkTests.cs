using System.Security.Cryptography;

namespace FaceML.Import.Tests.Tflite;

/// <summary>The five TensorFlow Lite networks of the npm package.</summary>
[TestClass]
public class RealNetworkTests
{
    private static readonly string[] Names = ["MobileFaceNet", "pnet", "rnet", "onet", "FaceAntiSpoofing"];

    /// <summary>Inputs, outputs, operators and the hash of the bytes: cards of networks name these.</summary>
    [TestMethod]
    public void every_network_is_imported_as_approved()
    {
        var text = new StringBuilder();
        foreach ((string name, OnnxModel model) in Names.Select(n => (n, TfliteImporter.Import(Npm.Tflite(n)))).Append(
            ("dlib-resnet", DlibResNetImporter.Import(Npm.FaceApi("face_recognition_model")))).Append(
            ("face-landmark-68", FaceApiLandmarkImporter.Import(Npm.FaceApi("face_landmark_68_model")))))
        {
            byte[] bytes = model.ToBytes();
            text.Append($"{name}\nsha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}, {bytes.Length} "
                + $"bytes\n{new OnnxSummary(model)}\n");
        }

        Snapshot.AssertApproved(text.ToString(), "Imported");
    }

    [TestMethod]
    public void a_batch_gives_what_single_pictures_give()
    {
        OnnxModel model = TfliteImporter.Import(Npm.Tflite("MobileFaceNet"));
        DenseTensor<float> three = Noise([3, 3, 112, 112], 5);
        DenseTensor<float> together = Npm.Run(model, three)["embeddings"];
        CollectionAssert.AreEqual(new[] { 3, 192 }, together.Dimensions.ToArray());
        for (int i = 0; i < 3; i++)
        {
            var one = new DenseTensor<float>(three.Buffer.Slice(i * 3 * 112 * 112, 3 * 112 * 112), [1, 3, 112, 112]);
            float[] alone = [.. Npm.Run(model, one)["embeddings"]];
            Assert.IsTrue(alone.Zip(together.Buffer.Span.Slice(i * 192, 192).ToArray(), (a, b) => Math.Abs(a - b)).Max() < 1e-5);
        }
    }

    [TestMethod]
    [DataRow(12, 12, 1, 1)]
    [DataRow(40, 30, 15, 10)]
    [DataRow(41, 37, 16, 14)]
    public void PNet_takes_pictures_of_any_size(int height, int width, int rows, int columns)
    {
        Dictionary<string, DenseTensor<float>> outputs =
            Npm.Run(TfliteImporter.Import(Npm.Tflite("pnet")), Noise([1, 3, height, width], 1));
        CollectionAssert.AreEqual(new[] { 1, 2, rows, columns }, outputs["pnet/prob1"].Dimensions.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 4, rows, columns }, outputs["pnet/conv4-2/BiasAdd"].Dimensions.ToArray());
        DenseTensor<float> p = outputs["pnet/prob1"];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                Assert.AreEqual(1, p[0, 0, y, x] + p[0, 1, y, x], 1e-5, "The two classes' probabilities make one.");
            }
        }
    }

    /// <summary>The tree of FaceAntiSpoofing sends each image to exactly one of its eight leaves.</summary>
    [TestMethod]
    public void FaceAntiSpoofing_reaches_one_leaf_for_every_picture()
    {
        Dictionary<string, DenseTensor<float>> outputs =
            Npm.Run(TfliteImporter.Import(Npm.Tflite("FaceAntiSpoofing")), Noise([2, 3, 256, 256], 3));
        float[][] leaves = [.. outputs["Identity_1"].Buffer.ToArray().Chunk(8)];
        Assert.AreEqual(2, leaves.Length);
        foreach (float[] leaf in leaves)
        {
            CollectionAssert.AreEquivalent(new float[] { 0, 0, 0, 0, 0, 0, 0, 1 }, leaf);
        }

        Assert.IsTrue(outputs["Identity"].Buffer.ToArray().All(float.IsFinite));
    }

    [TestMethod]
    public void the_imported_bytes_are_always_the_same() =>
        CollectionAssert.AreEqual(TfliteImporter.Import(Npm.Tflite("onet")).ToBytes(), TfliteImporter.Import(Npm.Tflite("onet")).ToBytes());

    [TestMethod]
    public void spelled_out_operations_are_one_again()
    {
        foreach (string name in Names.Take(4))
        {
            OnnxSummary summary = new(TfliteImporter.Import(Npm.Tflite(name)));
            Assert.IsTrue(summary.Operators["PRelu"] >= 3, name);
            Assert.IsFalse(summary.Operators.Keys.Intersect(["Relu", "Neg", "Abs", "Exp", "Transpose"]).Any(),
                $"{name}: {string.Join(", ", summary.Operators.Keys)}");
        }
    }

    private static DenseTensor<float> Noise(int[] dimensions, int seed)
    {
        var random = new Random(seed);
        var tensor = new DenseTensor<float>(dimensions);
        foreach (ref float value in tensor.Buffer.Span)
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return tensor;
    }
}
