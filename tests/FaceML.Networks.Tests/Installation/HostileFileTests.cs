using System.Diagnostics;
using System.Security.Cryptography;
using FaceML.Onnx.Tests.Hostile;
using Google.Protobuf;

namespace FaceML.Networks.Tests.Installation;

[TestClass]
public sealed class HostileFileTests
{
    private const long Memory = 256L << 20;

    public static IEnumerable<object[]> Names => HostileFiles.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void no_card_is_proposed(string trap) => Refused(trap, path => CardProposer.Propose("evil", [path]));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void a_card_that_vouches_for_the_file_does_not_install_it(string trap)
    {
        using TemporaryFolder catalog = Installed.Folder();
        string into = catalog.File("networks");
        Refused(trap, path => NetworkInstaller.Install(CardOf(path), [path], into));
        Assert.IsFalse(Directory.Exists(into));
        Directory.CreateDirectory(into);
        Refused(trap, path => NetworkInstaller.Install(CardOf(path), [path], into));
        Assert.IsEmpty(Directory.GetFileSystemEntries(into));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void a_card_that_vouches_for_the_file_does_not_load_it(string trap) =>
        Refused(trap, path => OnnxNetwork.Load(CardOf(path), path).Dispose());

    [TestMethod]
    public void the_network_around_the_traps_is_sound()
    {
        using TemporaryFolder folder = Installed.Folder();
        string path = folder.File("sound.onnx");
        File.WriteAllBytes(path, HostileFiles.Sound().ToByteArray());
        Assert.AreEqual(32, CardProposer.Propose("sound", [path]).Embedding!.Length);
        NetworkInstaller.Install(CardOf(path), [path], folder.File("networks")).Load().Dispose();
    }

    private static void Refused(string trap, Action<string> use)
    {
        using TemporaryFolder folder = Installed.Folder();
        (string path, string named) = HostileFiles.Make(trap, folder.Path);
        string[] before = Directory.GetFileSystemEntries(folder.Path);
        long length = new FileInfo(path).Length, allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        Exception error = Assert.Throws<Exception>(() => use(path));
        Assert.IsTrue(error is NetworkException or NetworkCardException, $"{error}");

        // Where the card's length already differs from the file's, that is said instead.
        Assert.IsTrue(error.Message.Contains(named, StringComparison.Ordinal) || length > int.MaxValue, error.Message);
        Assert.IsLessThan(20_000, watch.ElapsedMilliseconds);
        Assert.IsLessThan(Memory, GC.GetTotalAllocatedBytes() - allocated);
        CollectionAssert.AreEquivalent(before, Directory.GetFileSystemEntries(folder.Path));
    }

    private static NetworkCard CardOf(string path)
    {
        FileInfo file = new(path);
        bool huge = file.Length > int.MaxValue;
        using FileStream stream = file.OpenRead();
        return Installed.Embedder.Card with
        {
            Name = "evil",
            File = file.Name,
            Bytes = huge ? int.MaxValue : Math.Max(1, file.Length),
            Sha256 = huge ? new('0', 64) : Convert.ToHexStringLower(SHA256.HashData(stream)),
            Inputs = [Installed.Embedder.Card.Inputs[0] with { Name = "x", Batch = NetworkBatch.One }],
            Outputs = [new() { Role = "embedding", Name = "y", Shape = [32] }],
            Embedding = new() { Template = "arcface-112", Length = 32, Metric = FaceMetric.Cosine },
        };
    }
}
