namespace FaceML.Import.Tests.Tflite;

/// <summary>Damaged and hostile files: never anything but <see cref="ImportException"/>.</summary>
[TestClass]
public class TfliteFileTests
{
    [TestMethod]
    public void damaged_small_files_are_refused_or_read()
    {
        (int read, int refused) = Damaged(Small(), 4000);

        Assert.IsTrue(refused > 500 && read > 100, $"{refused} refused, {read} read");
    }

    [TestMethod]
    public void every_cut_of_a_small_file_is_refused()
    {
        byte[] bytes = Small();
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Assert.ThrowsExactly<ImportException>(() => TfliteImporter.Import(cut));
        }
    }

    [TestMethod]
    public void a_damaged_real_file_is_refused_or_read()
    {
        (int read, int refused) = Damaged(File.ReadAllBytes(Npm.Tflite("pnet")), 150);

        Assert.IsTrue(refused > 5 && read > 5, $"{refused} refused, {read} read");
    }

    [TestMethod]
    public void unknown_and_custom_operators_are_named()
    {
        Expect(32, "custom '?'");
        Expect(119, "builtin 119");
        Expect(200, "builtin 200");
    }

    [TestMethod]
    public void false_shapes_are_refused()
    {
        var file = new TinyTflite();
        int x = file.Value([1, 2, 3, 4]), y = file.Value([1, 2, 3, 5]);
        file.Operation(19, [x], y);
        Refused(file.Build([x], [y]), "tensor #1 't1' (Float32 1×2×3×5) should be 1×5×2×3");
    }

    [TestMethod]
    public void a_network_that_computes_with_bytes_is_refused()
    {
        var file = new TinyTflite();
        int x = file.Value([1, 4], 3), y = file.Value([1, 4], 3);
        file.Operation(19, [x], y);
        Refused(file.Build([x], [y]), "quantized numbers are not imported");
    }

    [TestMethod]
    public void a_small_file_that_reads_a_constant_too_often_is_refused()
    {
        var file = new TinyTflite();
        int x = file.Value([1 << 16]), big = file.Floats([1 << 16], new float[1 << 16]);
        int y = x;
        for (int i = 0; i < 5000; i++)
        {
            int next = file.Value([1 << 16]);
            file.Operation(0, [y, big], next);
            y = next;
        }

        Refused(file.Build([x], [y]), "constant numbers in all");
    }

    [TestMethod]
    public void other_files_are_refused()
    {
        Assert.ThrowsExactly<ImportException>(() => TfliteImporter.Import([]));
        Assert.ThrowsExactly<ImportException>(() => TfliteImporter.Import(new byte[100]));
        Assert.ThrowsExactly<ImportException>(() => TfliteImporter.Import(new FlatNode().ToBuffer("TFL3")));
    }

    private static void Expect(int code, string name)
    {
        var file = new TinyTflite();
        int x = file.Value([1, 4]), y = file.Value([1, 4]);
        file.Operation(code, [x], y);
        Refused(file.Build([x], [y]), $"operation #0 ({name}) is not known");
    }

    private static void Refused(byte[] bytes, string problem) =>
        StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => TfliteImporter.Import(bytes)).Message, problem);

    /// <summary>A convolution, a pool, a fully connected layer and a normalization.</summary>
    private static byte[] Small()
    {
        var file = new TinyTflite();
        int x = file.Value([1, 5, 6, 2]), conv = file.Value([1, 3, 3, 3]), pool = file.Value([1, 2, 2, 3]), fc = file.Value([1, 2]), y =
            file.Value([1, 2]);
        FlatNode window = new FlatNode().Set(0, (byte)0).Set(1, 2).Set(2, 2).Set(3, 2).Set(4, 2);
        file.Operation(3, [x, file.Floats([3, 2, 2, 2], [.. Enumerable.Range(0, 24).Select(i => i * .1f)]), file.Floats([3], 1, 2, 3)],
            conv, new FlatNode().Set(0, (byte)0).Set(1, 2).Set(2, 2));
        file.Operation(17, [conv], pool, window);
        file.Operation(9, [pool, file.Floats([2, 12], [.. Enumerable.Range(0, 24).Select(i => i * .1f)]), -1], fc, new FlatNode());
        file.Operation(11, [fc], y);
        return file.Build([x], [y]);
    }

    private static (int Read, int Refused) Damaged(byte[] bytes, int times)
    {
        int refused = 0, read = 0;
        for (int seed = 0; seed < times; seed++)
        {
            Try(Damage(bytes, new Random(seed)), ref read, ref refused);
        }

        return (read, refused);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        byte[] result = [.. bytes];
        int times = random.Next(1, 5);
        for (int i = 0; i < times; i++)
        {
            int at = random.Next(result.Length);
            result[at] = random.Next(4) switch { 0 => 0xFF, 1 => 0x7F, 2 => 0, _ => (byte)random.Next(256) };
        }

        return random.Next(4) == 0 ? result[..random.Next(result.Length)] : result;
    }

    private static void Try(byte[] bytes, ref int read, ref int refused)
    {
        try
        {
            TfliteImporter.Import(bytes).ToBytes();
            read++;
        }
        catch (ImportException)
        {
            refused++;
        }
    }
}
