using System.Security.Cryptography;

namespace FaceML.Galleries.Tests.Search;

[TestClass]
public sealed class UsearchIndexTests
{
    [TestMethod]
    public void nearly_all_of_the_nearest_are_found()
    {
        (UsearchIndex index, float[][] vectors) = Fill(3000);
        using UsearchIndex owned = index;
        double found = 0;
        for (int i = 0; i < 100; i++)
        {
            float[] probe = Draw.Near(new(i), vectors[i], 0.7);
            long[] expected =
                [.. Enumerable.Range(0, vectors.Length).OrderByDescending(k => Draw.Dot(vectors[k], probe)).Take(10).Select(k => (long)k)];
            found += index.Search(probe, 40, null).Intersect(expected).Count() / 1000.0;
        }

        Assert.IsGreaterThan(0.98, found);
    }

    [TestMethod]
    public void of_a_removed_vector_no_byte_is_left_in_the_saved_file()
    {
        using TemporaryFolder folder = new();
        (UsearchIndex index, float[][] vectors) = Fill(500);
        using UsearchIndex owned = index;
        byte[] stored = index.Stored(77)!;
        index.Save(folder.File("before"));
        Assert.IsTrue(Holds(folder.File("before"), stored));

        index.Remove(77);

        index.Save(folder.File("after"));
        Assert.IsFalse(Holds(folder.File("after"), stored));
        Assert.IsFalse(index.Contains(77));
        Assert.AreEqual((499, 1), (index.Count, index.Fillers));
        CollectionAssert.DoesNotContain(index.Search(vectors[77], 500, null), 77L);
        using UsearchIndex loaded = Load(folder.File("after"))!;
        Assert.AreEqual((499, 1), (loaded.Count, loaded.Fillers));
        loaded.Add(900, vectors[77]);
        Assert.AreEqual((500, 0), (loaded.Count, loaded.Fillers));
        Assert.AreEqual(900, loaded.Search(vectors[77], 1, null)[0]);
    }

    [TestMethod]
    public void only_keys_that_are_allowed_are_found_and_a_failing_filter_is_an_exception()
    {
        (UsearchIndex index, float[][] vectors) = Fill(1000);
        using UsearchIndex owned = index;
        long[] found = index.Search(vectors[5], 10, key => key % 2 == 0);
        Assert.HasCount(10, found);
        Assert.IsTrue(found.All(key => key % 2 == 0));
        Assert.ThrowsExactly<InvalidOperationException>(() => index.Search(vectors[5], 10, _ => throw new FormatException()));
        Assert.AreEqual(5, index.Search(vectors[5], 1, null)[0]);
    }

    [TestMethod]
    public void ten_thousand_wrong_calls_are_exceptions_and_the_index_works_on()
    {
        (UsearchIndex index, float[][] vectors) = Fill(200);
        Random random = new(1);
        for (int i = 0; i < 10_000; i++)
        {
            float[] wrong = random.Next(3) switch
            {
                0 => Draw.Unit(
                    random, Draw.Dimension + (random.Next(2) == 0 ? -1 - random.Next(Draw.Dimension - 1) : 1 + random.Next(100))),
                1 => [],
                _ => Spoiled(random),
            };
            switch (random.Next(5))
            {
                case 0:
                    Assert.ThrowsExactly<ArgumentException>(() => index.Add(1000, wrong));
                    break;
                case 1:
                    Assert.ThrowsExactly<ArgumentException>(() => index.Search(wrong, 10, null));
                    break;
                case 2:
                    Assert.ThrowsExactly<InvalidOperationException>(() => index.Add(random.Next(200), vectors[0]));
                    break;
                case 3:
                    Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => index.Search(vectors[0], -random.Next(5), null));
                    break;
                default:
                    index.Remove(1000 + random.Next(1000));
                    break;
            }
        }

        Assert.AreEqual(7, index.Search(vectors[7], 1, null)[0]);
        index.Dispose();
        index.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => index.Search(vectors[0], 1, null));
        Assert.ThrowsExactly<ObjectDisposedException>(() => index.Add(5000, vectors[0]));
    }

    [TestMethod]
    public void of_ten_thousand_changed_files_none_reaches_native_code()
    {
        using TemporaryFolder folder = new();
        (UsearchIndex index, float[][] vectors) = Fill(100);
        using UsearchIndex owned = index;
        string file = folder.File("index");
        index.Save(file);
        byte[] good = File.ReadAllBytes(file);
        string hash = Convert.ToHexStringLower(SHA256.HashData(good));
        Random random = new(1);
        for (int i = 0; i < 10_000; i++)
        {
            File.WriteAllBytes(file, Changed(random, good));
            Assert.IsNull(UsearchIndex.Load(file, hash, Draw.Dimension, 100, 2));
        }

        File.WriteAllBytes(file, good);
        using UsearchIndex loaded = UsearchIndex.Load(file, hash, Draw.Dimension, 100, 2)!;
        Assert.AreEqual(7, loaded.Search(vectors[7], 1, null)[0]);
    }

    [TestMethod]
    public void a_file_longer_than_any_index_of_the_gallery_is_not_read()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("index");
        using (FileStream huge = File.Create(file))
        {
            // Sparse: it takes no room on the disk, and no machine has the memory.
            huge.SetLength(1L << 42);
        }

        Assert.IsNull(UsearchIndex.Load(file, new string('0', 64), Draw.Dimension, 1000, 2));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void an_index_that_is_not_written_whole_is_an_error()
    {
        (UsearchIndex index, float[][] _) = Fill(100);
        using UsearchIndex owned = index;

        Assert.ThrowsExactly<IOException>(() => index.Save("/dev/full"));
    }

    [TestMethod]
    public void searches_run_beside_additions_and_removals()
    {
        (UsearchIndex index, float[][] vectors) = Fill(500);
        using UsearchIndex owned = index;
        using CancellationTokenSource stop = new();
        Task[] searching = [.. Enumerable.Range(0, 6).Select(t => Task.Run(() =>
        {
            Random random = new(t);
            while (!stop.IsCancellationRequested)
            {
                int i = random.Next(100);
                Assert.AreEqual(i, index.Search(vectors[i], 5, random.Next(2) == 0 ? null : key => key >= 0)[0]);
            }
        }))];
        Random own = new(9);
        for (int i = 0; i < 2000; i++)
        {
            index.Add(10_000 + i, Draw.Unit(own));
            if (i % 2 == 1)
            {
                index.Remove(10_000 + own.Next(i));
            }
        }

        stop.Cancel();
        Task.WaitAll(searching);
    }

    private static (UsearchIndex Index, float[][] Vectors) Fill(int count)
    {
        Random random = new(count);
        float[][] vectors = [.. Enumerable.Range(0, count).Select(_ => Draw.Unit(random))];
        UsearchIndex index = new(Draw.Dimension, 0, 2);
        for (int i = 0; i < count; i++)
        {
            index.Add(i, vectors[i]);
        }

        return (index, vectors);
    }

    private static UsearchIndex? Load(string file) =>
        UsearchIndex.Load(
        file, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), Draw.Dimension, 10_000, 2);

    // Flipped bits, bytes of another kind, pieces cut off, added or exchanged, other files.
    private static byte[] Changed(Random random, byte[] good)
    {
        byte[] bad = [.. good];
        int at = random.Next(bad.Length);
        switch (random.Next(6))
        {
            case 0:
                bad[at] ^= (byte)(1 << random.Next(8));
                return bad;
            case 1:
                return bad[..at];
            case 2:
                return [.. bad, .. Noise(random, 1 + random.Next(100))];
            case 3:
                return Noise(random, random.Next(2 * bad.Length));
            case 4:
                // The head, where sizes stand.
                bad[random.Next(64)] ^= 0xFF;
                return bad;
            default:
                return [.. bad[at..], .. bad[..at], 0];
        }
    }

    private static byte[] Noise(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static float[] Spoiled(Random random)
    {
        float[] vector = Draw.Unit(random);
        vector[random.Next(vector.Length)] = random.Next(2) == 0 ? float.NaN : float.PositiveInfinity;
        return vector;
    }

    private static bool Holds(string file, byte[] content) => TraceFinderTests.Finds(File.ReadAllBytes(file), content);
}
