namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class PreparedNetworkTests
{
    [TestMethod]
    public void a_kept_network_gives_the_same_numbers_bit_for_bit()
    {
        if (!System.Runtime.Intrinsics.X86.X86Base.IsSupported)
        {
            Assert.Inconclusive("Networks are kept on x64 alone.");
        }

        using TemporaryFolder folder = Installed.Folder();
        foreach (NetworkEntry entry in Installed.Catalog.Entries)
        {
            foreach (int batch in new[] { 1, 3 })
            {
                float[][] usual = Run(entry, null, batch), first = Run(entry, folder.Path, batch), again = Run(entry, folder.Path, batch);
                for (int i = 0; i < usual.Length; i++)
                {
                    Assert.IsTrue(usual[i].AsSpan().SequenceEqual(first[i]), $"{entry.Card.Name}, made and kept");
                    Assert.IsTrue(usual[i].AsSpan().SequenceEqual(again[i]), $"{entry.Card.Name}, loaded as kept");
                }
            }
        }

        Assert.HasCount(Installed.Catalog.Entries.Count, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void a_damaged_file_is_replaced_and_changes_nothing()
    {
        using TemporaryFolder folder = Installed.Folder();
        float[][] usual = Run(Installed.Landmarker, folder.Path, 1);
        foreach (string kept in Directory.GetFiles(folder.Path))
        {
            byte[] content = File.ReadAllBytes(kept);
            byte[] damaged = [.. content];
            damaged[content.Length / 2] ^= 1;
            foreach (byte[] state in new[] { damaged, content[..100], [] })
            {
                File.WriteAllBytes(kept, state);

                Assert.IsTrue(usual[0].AsSpan().SequenceEqual(Run(Installed.Landmarker, folder.Path, 1)[0]));
                CollectionAssert.AreEqual(content, File.ReadAllBytes(kept));
            }
        }
    }

    [TestMethod]
    public void what_a_killed_process_left_is_removed_after_a_day()
    {
        using TemporaryFolder folder = Installed.Folder();
        string old = Path.Combine(folder.Path, "a.prepared.b.tmp"), recent = Path.Combine(folder.Path, "c.prepared.d.tmp.whole");
        File.WriteAllText(old, "half");
        File.WriteAllText(recent, "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        Run(Installed.Landmarker, folder.Path, 1);

        Assert.IsFalse(File.Exists(old));
        Assert.IsTrue(File.Exists(recent));
    }

    [TestMethod]
    public void a_file_that_is_not_the_cards_is_refused_although_the_network_is_kept()
    {
        using TemporaryFolder folder = Installed.Folder();
        Run(Installed.Landmarker, folder.Path, 1);
        byte[] other = File.ReadAllBytes(Installed.Landmarker.Path);
        other[^1] ^= 1;
        string path = Path.Combine(folder.Path, Installed.Landmarker.Card.File);
        File.WriteAllBytes(path, other);

        Assert.ThrowsExactly<NetworkException>(() =>
            OnnxNetwork.Load(Installed.Landmarker.Card, path, new() { PreparedFolder = folder.Path }));
    }

    [TestMethod]
    public void a_folder_that_cannot_be_written_costs_nothing_but_the_time()
    {
        using TemporaryFolder folder = Installed.Folder();
        string taken = Path.Combine(folder.Path, "file");
        File.WriteAllText(taken, "no folder");

        float[][] usual = Run(Installed.Landmarker, null, 1), same = Run(Installed.Landmarker, taken, 1);

        Assert.IsTrue(usual[0].AsSpan().SequenceEqual(same[0]));
    }

    // A session of its own each time: nothing else holds one with these options.
    private static float[][] Run(NetworkEntry entry, string? folder, int batch)
    {
        using OnnxNetwork network = entry.Load(new() { PreparedFolder = folder, ThreadsPerRun = 1 });
        using NetworkRun run = network.Rent(batch);
        Random random = new(1);
        for (int image = 0; image < batch; image++)
        {
            foreach (ref float value in run.Input(image))
            {
                value = random.NextSingle() * 2 - 1;
            }
        }

        run.Execute();
        return [.. Enumerable.Range(0, entry.Card.Outputs.Count).Select(output =>
            Enumerable.Range(0, batch).SelectMany(image => run.Output(output, image).ToArray()).ToArray())];
    }
}
