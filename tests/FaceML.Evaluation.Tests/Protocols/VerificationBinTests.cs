using System.Text;

namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class VerificationBinTests
{
    private static readonly byte[][] Images = [.. Enumerable.Range(0, 8).Select(n =>
        Enumerable.Range(0, n == 3 ? 700 : 20 + n).Select(i => (byte)(i * 37 + n)).ToArray())];

    private static readonly bool[] IsSame = [true, false, true, false];

    public static IEnumerable<object[]> Pickles =>
    [
        ["Python 2, protocol 2", PickledSet.Python2(Images, IsSame)],
        ["Python 3, protocol 2", PickledSet.Python3InProtocol2(Images, IsSame)],
        ["Python 3, protocol 3", PickledSet.Python3(3, Images, IsSame)],
        ["Python 3, protocol 4", PickledSet.Python3(4, Images, IsSame)],
        ["Python 3, protocol 5", PickledSet.Python3(5, Images, IsSame)],
    ];

    [TestMethod]
    [DynamicData(nameof(Pickles))]
    public void images_and_labels_are_those_that_were_packed(string what, byte[] pickle)
    {
        using var folder = new TemporaryFolder();
        VerificationBin bin = Read(folder, pickle);

        CollectionAssert.AreEqual(IsSame, bin.IsSame.ToArray(), what);
        Assert.AreEqual(Images.Length, bin.ImageCount);
        for (int i = 0; i < Images.Length; i++)
        {
            CollectionAssert.AreEqual(Images[i], bin.ReadImage(i), $"{what}, image {i}");
        }
    }

    // pickle.dumps(([a, b, a, b], [True, False]), protocol=N) of Python 3.11, with a = bytes([0, 200, 255]) and b = bytes([1, 130]).
    [TestMethod]
    [DataRow(2, "80025D710028635F636F646563730A656E636F64650A7101580500000000C388C3BF710258060000006C6174696E31710386710452710568"
        + "01580300000001C2827106680386710752710868056808655D71092888896586710A2E")]
    [DataRow(3, "80035D710028430300C8FF710143020182710268016802655D7103288889658671042E")]
    [DataRow(4, "8004951C000000000000005D9428430300C8FF94430201829468016802655D942888896586942E")]
    [DataRow(5, "8005951C000000000000005D9428430300C8FF94430201829468016802655D942888896586942E")]
    public void the_packed_sets_of_these_tests_are_those_that_python_writes(int protocol, string hex)
    {
        byte[] a = [0, 200, 255], b = [1, 130];
        byte[][] images = [a, b, a, b];
        byte[] packed = protocol == 2
            ? PickledSet.Python3InProtocol2(images, [true, false])
            : PickledSet.Python3(protocol, images, [true, false]);
        Assert.AreEqual(hex, Convert.ToHexString(packed));
    }

    [TestMethod]
    [DynamicData(nameof(Pickles))]
    public void a_file_that_is_cut_anywhere_is_refused_with_the_byte(string what, byte[] pickle)
    {
        for (int length = 0; length < pickle.Length; length += length < 60 || length > pickle.Length - 60 ? 1 : 17)
        {
            ProtocolFormatException error =
                Assert.ThrowsExactly<ProtocolFormatException>(() => Scan(pickle[..length]), $"{what}, {length} bytes");
            Assert.IsNotNull(error.Offset);
            Assert.IsLessThanOrEqualTo(length, error.Offset.Value);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Pickles))]
    public void a_byte_that_is_changed_gives_a_set_or_a_refusal_and_nothing_else(string what, byte[] pickle)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        for (int round = 0; round < 1500; round++)
        {
            byte[] changed = [.. pickle];
            for (int change = 0; change <= round % 3; change++)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                // From the disk now and then: what is scanned is then read, too.
                if (round % 30 != 0)
                {
                    Scan(changed);
                    continue;
                }

                VerificationBin bin = Read(folder, changed);
                Assert.AreEqual(2 * bin.IsSame.Count, bin.ImageCount);
                for (int i = 0; i < bin.ImageCount; i++)
                {
                    bin.ReadImage(i);
                }
            }
            catch (ProtocolFormatException refused)
            {
                Assert.IsNotNull(refused.Offset, $"{what}: {refused.Message}");
            }
        }
    }

    [TestMethod]
    [DataRow("a call", "cos\nsystem\n(X\u0004\0\0\0echotR.", 2, "a class or a function is named")]
    [DataRow("a codec with another encoding", "c_codecs\nencode\nX\u0001\0\0\0aX\u0004\0\0\0utf8\u0086R.", 34, "Latin-1")]
    [DataRow("a call of what was not named", "]]\u0086R.", 5, "lacks a value")]
    [DataRow("no tuple", "].", 3, "a pair of lists")]
    [DataRow("an object", "]\u0081.", 3, "0x81")]
    [DataRow("a list in a list", "]]a.", 4, "bytes or Booleans")]
    [DataRow("more in a tuple", "(]]]t.", 6, "two values")]
    [DataRow("a memo that is not there", "h\u0007.", 2, "nothing was stored as 7")]
    [DataRow("a long length", "TÿÿÿÿA.", 2, "a length must be at most")]
    [DataRow("a very long length", "\u008Eÿÿÿÿÿÿÿÿ.", 2, "a length must be at most")]
    [DataRow("a frame beyond the end", "\u0095ÿ\0\0\0\0\0\0\0].", 2, "a length must be at most")]
    [DataRow("another number", "K\u0002.", 2, "0 or 1")]
    [DataRow("after the end", "]]\u0086.]", 5, "end with the file")]
    [DataRow("one image", "](U\u0001a\u0088e](\u0088e\u0086.", 14, "a list of bytes and a list of Booleans")]
    [DataRow("too few images", "]U\u0001aa]\u0088a\u0086.", 12, "two images a pair")]
    [DataRow("no pair", "]]\u0086.", 6, "two images a pair")]
    [DataRow("nothing to add to", "U\u0001aa.", 5, "no list")]
    [DataRow("no mark", "]e.", 3, "lacks a value")]
    public void what_is_no_such_set_is_named_with_its_byte(string what, string pickle, int offset, string problem)
    {
        using var folder = new TemporaryFolder();

        ProtocolFormatException error = Assert.ThrowsExactly<ProtocolFormatException>(
            () => Read(folder, [0x80, 2, .. Encoding.Latin1.GetBytes(pickle)]), what);

        StringAssert.Contains(error.Message, problem);
        StringAssert.StartsWith(error.Message, $"{folder["set.bin"]}, byte {offset}: ");
        Assert.AreEqual(offset, error.Offset);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(6)]
    public void other_protocols_are_refused(int protocol)
    {
        using var folder = new TemporaryFolder();
        byte[] pickle = [0x80, (byte)protocol, (byte)']', (byte)']', 0x86, (byte)'.'];
        StringAssert.Contains(Assert.ThrowsExactly<ProtocolFormatException>(() => Read(folder, pickle)).Message, "protocol 2 to 5");
    }

    [TestMethod]
    public void a_file_of_marks_alone_is_refused_at_the_limit()
    {
        using var folder = new TemporaryFolder();
        byte[] pickle = [0x80, 2, .. Enumerable.Repeat((byte)'(', 2_000_010)];
        string message = Assert.ThrowsExactly<ProtocolFormatException>(() => Read(folder, pickle)).Message;
        StringAssert.Contains(message, "more than 2,000,000 values");
    }

    [TestMethod]
    public void folds_are_runs_of_neighbors_and_the_first_ones_take_what_does_not_divide()
    {
        using var folder = new TemporaryFolder();
        bool[] labels = [.. Enumerable.Range(0, 23).Select(i => i % 2 == 0)];
        byte[][] images = [.. Enumerable.Range(0, 46).Select(i => (byte[])[(byte)i])];
        VerificationBin bin = Read(folder, PickledSet.Python3(4, images, labels));

        IReadOnlyList<ImagePair> pairs = bin.Pairs();

        CollectionAssert.AreEqual(
            new[] { 3, 3, 3, 2, 2, 2, 2, 2, 2, 2 }, pairs.GroupBy(p => p.Fold).OrderBy(g => g.Key).Select(g => g.Count()).ToArray());
        CollectionAssert.AreEqual(pairs.Select(p => p.Fold).Order().ToArray(), pairs.Select(p => p.Fold).ToArray());
        Assert.AreEqual(new ImagePair("44", "45", true, null, null, 9), pairs[22]);
    }

    [TestMethod]
    public void a_set_that_changed_since_is_refused()
    {
        using var folder = new TemporaryFolder();
        VerificationBin bin = Read(folder, PickledSet.Python3(4, Images, IsSame));
        File.AppendAllText(bin.File, "x");
        Assert.ThrowsExactly<ProtocolFormatException>(() => bin.ReadImage(0));
    }

    private static void Scan(byte[] pickle)
    {
        using MemoryStream stream = new(pickle);
        new PickleScanner(stream, "set.bin").Scan();
    }

    private static VerificationBin Read(TemporaryFolder folder, byte[] pickle)
    {
        File.WriteAllBytes(folder["set.bin"], pickle);
        return VerificationBin.Read(folder["set.bin"]);
    }
}
