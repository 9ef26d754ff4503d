using System.Diagnostics;

namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class MutationTests
{
    private const int Files = 2000;

    /// <summary>Two thousand damaged files in one process: an image or a typed error each, and memory stays flat.</summary>
    [TestMethod]
    public void two_thousand_damaged_files_leave_the_process_as_it_was()
    {
        Image image = Image.Load(TestData.Samples[1], new ImageDecodeOptions { MaximumSide = 160 });
        byte[][] originals = [.. Enum.GetValues<ImageFormat>().Select(format => image.Encode(format)),
            GifFile.Animation(40, 30, Rgb.White, Rgb.Black)];
        Random random = new(20);

        Run(originals, random, Files / 4);
        long before = ResidentBytes();
        (int read, int refused) = Run(originals, random, Files);
        long growth = ResidentBytes() - before;

        Assert.AreEqual(Files, read + refused);
        Assert.IsGreaterThan(Files / 10, read, "damage that a format cannot notice still gives an image");
        Assert.IsGreaterThan(Files / 10, refused);
        Assert.IsLessThan(24L << 20, growth, $"resident memory grew by {growth >> 20} MiB");
    }

    private static (int Read, int Refused) Run(byte[][] originals, Random random, int count)
    {
        int read = 0, refused = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] damaged = Damage(originals[i % originals.Length], random);
            try
            {
                Image decoded = Image.Decode(damaged);
                Assert.AreEqual(decoded.Width * decoded.Height * 3, decoded.Pixels.Length);
                read++;
            }
            catch (ImageFormatException)
            {
                refused++;
            }
        }

        return (read, refused);
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        byte[] damaged = (byte[])original.Clone();
        switch (random.Next(4))
        {
            case 0:
                return damaged[..random.Next(damaged.Length)];
            case 1: // the header, where sizes and offsets are
                damaged[random.Next(Math.Min(200, damaged.Length))] = (byte)random.Next(256);
                break;
            case 2:
                int from = random.Next(damaged.Length);
                random.NextBytes(damaged.AsSpan(from, Math.Min(32, damaged.Length - from)));
                break;
            default:
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }

        return damaged;
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
