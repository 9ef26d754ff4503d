namespace FaceML.Import.Tests.Tfjs;

[TestClass]
public class TfjsWeightsTests
{
    [TestMethod]
    public void quantized_and_plain_weights_are_restored()
    {
        TfjsWeights weights = Read(
            """
            [{"paths":["s"],"weights":[
              {"name":"a","shape":[3],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}},
              {"name":"b","shape":[1,1],"dtype":"float32"},
              {"name":"c","shape":[1],"dtype":"float32","quantization":{"dtype":"uint16","scale":2,"min":1}}]}]
            """,
            [0, 2, 255, .. BitConverter.GetBytes(1.25f), 0x01, 0x01]);

        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, weights.Names.ToList());
        CollectionAssert.AreEqual(new[] { -1f, 0f, 126.5f }, weights.Get("a", 3).ToFloats());
        CollectionAssert.AreEqual(new[] { 1.25f }, weights.Get("b", 1, -1).ToFloats());
        CollectionAssert.AreEqual(new[] { 515f }, weights.Get("c", 1).ToFloats());
    }

    [TestMethod]
    public void shards_are_joined()
    {
        byte[] number = BitConverter.GetBytes(1.25f);
        TfjsWeights weights = TfjsWeights.Read(
            Encoding.UTF8.GetBytes("""[{"paths":["p","q"],"weights":[{"name":"b","shape":[],"dtype":"float32"}]}]"""),
            name => name == "p" ? number[..1] : number[1..]);
        CollectionAssert.AreEqual(new[] { 1.25f }, weights.Get("b").ToFloats());
    }

    [TestMethod]
    [DataRow("""[{"paths":["s"],"weights":[{"name":"b","shape":[2],"dtype":"float32"}]}]""", "end inside the weight 'b'")]
    [DataRow("""[{"paths":["s"],"weights":[{"name":"b","shape":[-1],"dtype":"float32"}]}]""", "cannot hold")]
    [DataRow("""[{"paths":["s"],"weights":[{"name":"b","shape":[4294967296,4294967296],"dtype":"float32"}]}]""", "cannot hold")]
    [DataRow("""[{"paths":["s"],"weights":[{"name":"b","shape":[1],"dtype":"int32"}]}]""", "of type 'int32'")]
    [DataRow("""
        [{"paths":["s"],"weights":[{"name":"b","shape":[1],"dtype":"float32","quantization":{"dtype":"int4","scale":1,"min":0}}]}]
        """, "quantized as 'int4'")]
    [DataRow("""[{"paths":["s"],"weights":[]}]""", "hold 4 bytes, the manifest's weights take 0")]
    [DataRow("""{"paths":[]}""", "not as TensorFlow.js writes it")]
    [DataRow("""[{"weights":[]}]""", "not as TensorFlow.js writes it")]
    [DataRow("""[{"paths":["s"],"weights":[{"name":"b","shape":["x"],"dtype":"float32"}]}]""", "not as TensorFlow.js writes it")]
    [DataRow("nonsense", "not as TensorFlow.js writes it")]
    public void what_is_damaged_is_refused(string manifest, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => Read(manifest, new byte[4])).Message, message);

    [TestMethod]
    [DataRow("../secret")]
    [DataRow("/etc/hostname")]
    [DataRow("..")]
    public void a_shard_outside_the_folder_is_not_opened(string shard)
    {
        string folder = Directory.CreateTempSubdirectory("faceml-tfjs").FullName;
        try
        {
            string manifest = Path.Combine(folder, "m-weights_manifest.json");
            File.WriteAllText(manifest, $$"""[{"paths":["{{shard}}"],"weights":[]}]""");
            StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => TfjsWeights.Read(manifest)).Message, "not a plain file name");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void a_weight_of_other_dimensions_is_refused()
    {
        TfjsWeights weights = Read("""[{"paths":["s"],"weights":[{"name":"b","shape":[1],"dtype":"float32"}]}]""", new byte[4]);
        StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => weights.Get("b", 2, -1)).Message, "'b' is 1; 2×? was expected");
        StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => weights.Get("c", 2)).Message, "'c' is missing");
    }

    private static TfjsWeights Read(string manifest, byte[] shard) => TfjsWeights.Read(Encoding.UTF8.GetBytes(manifest), _ => shard);
}
