using System.IO.Compression;

namespace FaceML.Tests.Saving;

[TestClass]
public sealed class MLNetArchiveTests
{
    private static readonly byte[] Good = Zip();

    [TestMethod]
    public void a_written_zip_lists_its_components()
    {
        MLNetArchive archive = MLNetArchive.Read("file", "mlnet/01.zip", Good, ArchiveLimits.Default);
        Assert.AreEqual("TransformerChain, TermTransform, TermManager, KeyToValueTransform", string.Join(", ", archive.Loaders));
        Assert.IsTrue(archive.Components.All(c => c.Assembly!.StartsWith("Microsoft.ML.Data,", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("../escape", SavedPipelineError.UnsafeEntry)]
    [DataRow("/absolute", SavedPipelineError.UnsafeEntry)]
    [DataRow("back\\slash", SavedPipelineError.UnsafeEntry)]
    [DataRow("SCHEMA", SavedPipelineError.UnsafeEntry)]
    [DataRow("Schema", SavedPipelineError.UnsafeEntry)]
    public void a_name_that_must_not_be_is_refused(string name, SavedPipelineError expected) =>
        Fails(ForgedArchive.Rezip(Good, entries => entries.Add((name, []))), expected);

    [TestMethod]
    [DataRow("Schema")]
    [DataRow("TransformerChain/Model.key")]
    public void a_zip_that_mlnet_would_take_for_an_older_format_is_refused(string without) =>
        Fails(ForgedArchive.Rezip(Good, entries => entries.RemoveAll(e => e.Name == without)), SavedPipelineError.WrongEntry);

    [TestMethod]
    public void compressed_entries_are_refused() =>
        Fails(ForgedArchive.Rezip(Good, _ => { }, CompressionLevel.SmallestSize), SavedPipelineError.TooLarge);

    [TestMethod]
    public void more_entries_than_the_limit_are_refused_before_the_directory_is_read() =>
        Fails(ForgedArchive.Rezip(Good, entries => entries.AddRange(Enumerable.Range(0, 30).Select(i => ($"e{i}", Array.Empty<byte>())))),
            SavedPipelineError.TooLarge, new ArchiveLimits { MLNetEntries = 20 });

    [TestMethod]
    public void bytes_behind_the_directory_are_refused() => Fails([.. Good, 1, 2, 3], SavedPipelineError.WrongEntry);

    [TestMethod]
    public void bytes_before_the_first_entry_are_refused() => Fails([1, 2, 3, .. Good], SavedPipelineError.WrongEntry);

    [TestMethod]
    public void entries_that_overlap_are_refused()
    {
        // Every directory record points at the one large entry: together they would be many times the zip.
        byte[] zip = ForgedArchive.Rezip(Good, entries =>
            entries.AddRange([("large", new byte[50_000]), ("x1", new byte[3]), ("x2", new byte[3])]));
        using var archive = new ZipArchive(new MemoryStream(zip));
        int directory = BitConverter.ToInt32(zip, zip.Length - 6);
        int large = -1;
        for (int at = directory; BitConverter.ToUInt32(zip, at) == 0x02014B50; at += 46 + BitConverter.ToUInt16(
            zip, at + 28) + BitConverter.ToUInt16(zip, at + 30) + BitConverter.ToUInt16(zip, at + 32))
        {
            string name = System.Text.Encoding.ASCII.GetString(zip, at + 46, BitConverter.ToUInt16(zip, at + 28));
            large = name == "large" ? at : large;
            if (name is "x1" or "x2")
            {
                zip.AsSpan(large + 16, 12).CopyTo(zip.AsSpan(at + 16));
                zip.AsSpan(large + 42, 4).CopyTo(zip.AsSpan(at + 42));
            }
        }

        Fails(zip, SavedPipelineError.TooLarge);
    }

    private static byte[] Zip()
    {
        var ml = new MLContext();
        IDataView data = MixedModel.Data(ml);
        using var stream = new MemoryStream();
        ml.Model.Save(ml.Transforms.Conversion.MapValueToKey("Label", "Identity")
            .Append(ml.Transforms.Conversion.MapKeyToValue("Name", "Label")).Fit(data), data.Schema, stream);
        return MLNetArchive.Repack(stream);
    }

    private static void Fails(byte[] zip, SavedPipelineError expected, ArchiveLimits? limits = null)
    {
        SavedPipelineException error =
            Assert.ThrowsExactly<SavedPipelineException>(() =>
            MLNetArchive.Read("file", "mlnet/01.zip", zip, limits ?? ArchiveLimits.Default));
        Assert.AreEqual(expected, error.Error, error.Message);
        StringAssert.Contains(error.Message, "mlnet/01.zip");
    }
}
