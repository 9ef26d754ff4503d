namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class NuaaProtocolTests
{
    [TestMethod]
    public void the_lists_say_who_is_live_and_who_is_printed()
    {
        using var folder = new TemporaryFolder();
        folder.File("client_train_raw.txt", "0001\\0001_00_00_01_0.jpg\r\n0002/0002_01_00_02_17.jpg\n");
        folder.File("imposter_train_raw.txt", "0003\\0003_00_04_01_499.jpg\n");

        CollectionAssert.AreEqual(
            new LivenessImage[]
            {
                new("ClientRaw/0001/0001_00_00_01_0.jpg", true, "0001"), new("ClientRaw/0002/0002_01_00_02_17.jpg", true, "0002"),
                new("ImposterRaw/0003/0003_00_04_01_499.jpg", false, "0003"),
            },
            NuaaProtocol.Read(folder.Path, "train", 2, 1).ToArray());
    }

    [TestMethod]
    [DataRow("0001\\0001_00_00_01_0.jpg\n0001\\0002_00_00_01_0.jpg\n", 2, "expected")]
    [DataRow("..\\0001\\0001_00_00_01_0.jpg\n", 1, "expected")]
    [DataRow("0001_00_00_01_0.jpg\n", 1, "expected")]
    [DataRow("", 0, "images must be 1, as published; it is 0")]
    public void what_is_not_of_the_form_is_named_by_file_and_line(string text, int line, string problem)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("client_test_raw.txt", text);
        folder.File("imposter_test_raw.txt", "");

        FormatErrors.AssertNamed(file, line, problem, () => NuaaProtocol.Read(folder.Path, "test", 1, 0));
    }
}
