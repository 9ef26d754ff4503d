namespace FaceML.Onnx.Tests.Reading;

[TestClass]
public class ExternalDataTests
{
    private string folder = "";

    [TestInitialize]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("faceml-external").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "model"));
        File.WriteAllBytes(Path.Combine(folder, "secret.bin"), new byte[8]);
        byte[] data = [0, 0, 0, 0, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)];
        File.WriteAllBytes(Path.Combine(folder, "model", "weights.bin"), data);
    }

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void data_in_another_file_is_refused_by_default() =>
        ModelReaderTests.Expect(Model("weights.bin"), "refused unless OnnxReadOptions.ExternalDataFolder allows it");

    [TestMethod]
    public void data_in_the_allowed_folder_is_read()
    {
        OnnxModel model = OnnxModel.Read(Model("weights.bin", "4"), Options());
        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, model.Graph.Initializers[0].ToFloats());
    }

    [TestMethod]
    [DataRow("../secret.bin")]
    [DataRow("sub/../../secret.bin")]
    [DataRow("/etc/hostname")]
    [DataRow("..\\secret.bin")]
    [DataRow("./weights.bin")]
    [DataRow("")]
    public void paths_that_leave_the_folder_are_refused(string location) =>
        ModelReaderTests.Expect(Model(location), "not a plain path inside", Options());

    [TestMethod]
    public void a_link_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "model", "link.bin"), Path.Combine(folder, "secret.bin"));
        ModelReaderTests.Expect(Model("link.bin"), "not a plain path inside", Options());
    }

    [TestMethod]
    public void a_file_too_short_a_missing_file_and_odd_numbers_are_refused()
    {
        ModelReaderTests.Expect(Model("weights.bin", "5"), "needs 8 bytes at 5", Options());
        ModelReaderTests.Expect(Model("weights.bin", "9223372036854775807"), "needs 8 bytes at", Options());
        ModelReaderTests.Expect(Model("weights.bin", "-4"), "has the offset '-4'", Options());
        ModelReaderTests.Expect(Model("nothing.bin"), "cannot be read", Options());
    }

    [TestMethod]
    public void what_is_read_in_all_is_limited()
    {
        byte[] model = Model("weights.bin", count: 500);
        ModelReaderTests.Expect(model, "2000 bytes of external data; the limit is 1000", Options() with { MaxFileBytes = 1000 });
        ModelReaderTests.Expect(model, "needs 2000 bytes at 0", Options());
    }

    private OnnxReadOptions Options() => new() { ExternalDataFolder = Path.Combine(folder, "model") };

    private static byte[] Model(string location, string? offset = null, int count = 2) => ModelReaderTests.OnnxTensorModel(
        tensor =>
        {
            tensor.ClearRawData();
            tensor.Dims.Add(count);
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
            if (offset is not null)
            {
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset });
            }
        },
        0);
}
