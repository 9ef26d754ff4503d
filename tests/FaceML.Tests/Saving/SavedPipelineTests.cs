using System.IO.Compression;
using System.Text;

namespace FaceML.Tests.Saving;

[TestClass]
public sealed partial class SavedPipelineTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void the_same_model_saved_twice_has_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["a.faceml"]);
        ScoreModel.Save(new MLContext(), folder["b.faceml"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["a.faceml"]), File.ReadAllBytes(folder["b.faceml"]));
        CollectionAssert.AreEqual(new[] { "a.faceml", "b.faceml" }, folder.Files.ToArray(), "No temporary file may stay.");
    }

    [TestMethod]
    public void every_changed_byte_is_an_error_and_nothing_is_loaded()
    {
        using var folder = new TemporaryFolder();
        string file = folder["model.faceml"];
        ScoreModel.Save(Ml, file);
        byte[] good = File.ReadAllBytes(file);
        for (int at = 0; at < good.Length; at += at < good.Length - 400 ? 37 : 1)
        {
            byte[] bad = (byte[])good.Clone();
            bad[at] ^= 0x20;
            File.WriteAllBytes(file, bad);
            SavedPipelineException error =
                Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(file, out _), $"Byte {at} was changed.");
            Assert.AreEqual(SavedPipelineError.Damaged, error.Error);
            StringAssert.Contains(error.Message, file);
        }
    }

    [TestMethod]
    public void every_truncation_is_an_error()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["model.faceml"]);
        byte[] good = File.ReadAllBytes(folder["model.faceml"]);
        foreach (int length in Enumerable.Range(0, 40).Select(i => good.Length * i / 40).Append(good.Length - 1))
        {
            File.WriteAllBytes(folder["cut.faceml"], good[..length]);
            Assert.AreEqual(SavedPipelineError.Damaged,
                Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["cut.faceml"], out _)).Error);
        }
    }

    [TestMethod]
    public void missing_file_is_said()
    {
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load("nowhere.faceml", out _));
        Assert.AreEqual(SavedPipelineError.Unreadable, error.Error);
        StringAssert.Contains(error.Message, "nowhere.faceml");
    }

    [TestMethod]
    [DataRow("stages/../../escape.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("/absolute.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("c:/windows.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("stages\\back.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("stages/./dot.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("folder/", SavedPipelineError.UnsafeEntry)]
    [DataRow("golden.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("GOLDEN.json", SavedPipelineError.UnsafeEntry)]
    [DataRow("unlisted.json", SavedPipelineError.UnsafeEntry)]
    public void an_entry_that_must_not_be_is_refused(string name, SavedPipelineError expected)
    {
        using var folder = new TemporaryFolder();
        Rewrite(folder, zip => zip.CreateEntry(name, CompressionLevel.NoCompression));
        Assert.AreEqual(expected, Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["crafted.faceml"], out _)).Error);
        Assert.AreEqual(expected,
            Assert.ThrowsExactly<SavedPipelineException>(() => SavedPipeline.Inspect(folder["crafted.faceml"])).Error);
    }

    [TestMethod]
    public void a_bomb_of_zeros_is_refused_without_inflating_it()
    {
        using var folder = new TemporaryFolder();
        Rewrite(folder, zip =>
        {
            using Stream entry = zip.CreateEntry("networks/bomb.onnx", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
            {
                entry.Write(zeros);
            }
        });
        long before = GC.GetTotalAllocatedBytes();
        Assert.AreEqual(SavedPipelineError.TooLarge,
            Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["crafted.faceml"], out _)).Error);
        Assert.IsLessThan(8 << 20, GC.GetTotalAllocatedBytes() - before);
    }

    [TestMethod]
    public void an_oversized_entry_is_refused()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["model.faceml"]);
        foreach (ArchiveLimits limits in (ArchiveLimits[])[new() { TextBytes = 100 }, new() { Entries = 2 }, new() { TotalBytes = 1000 }])
        {
            Assert.AreEqual(SavedPipelineError.TooLarge,
                Assert.ThrowsExactly<SavedPipelineException>(() => ArchiveReader.Open(folder["model.faceml"], limits)).Error);
        }
    }

    [TestMethod]
    public void a_newer_version_is_named()
    {
        using var folder = new TemporaryFolder();
        Replace(folder, "manifest.json", "\"formatVersion\": 1", "\"formatVersion\": 2");
        Refused(folder, SavedPipelineError.UnknownVersion, "version 2");
    }

    [TestMethod]
    [DataRow("\"kind\": \"threshold\"", "\"kind\": \"System.Diagnostics.Process\"", SavedPipelineError.UnknownStage)]
    [DataRow("\"createdBy\"", "\"madeBy\"", SavedPipelineError.UnknownStage)]
    [DataRow("\"type\": \"Boolean\"", "\"type\": \"Int64\"", SavedPipelineError.WrongEntry)]
    [DataRow("\"type\": \"Boolean\"", "\"type\": \"System.IO.FileInfo\"", SavedPipelineError.WrongEntry)]
    public void a_manifest_that_lies_is_refused(string from, string to, SavedPipelineError expected)
    {
        using var folder = new TemporaryFolder();
        Replace(folder, "manifest.json", from, to);
        Refused(folder, expected, "crafted.faceml");
    }

    [TestMethod]
    public void a_stage_that_is_not_the_manifests_is_refused()
    {
        using var folder = new TemporaryFolder();
        Replace(folder, "stages/01-compare.json", "Cosine", "Euclid");
        Refused(folder, SavedPipelineError.WrongEntry, "stages/01-compare.json");
    }

    [TestMethod]
    [DataRow("stages/01-compare.json", "\"Cosine\"", "\"Hamming\"", SavedPipelineError.UnknownStage, "'metric'")]
    [DataRow("stages/01-compare.json", "\"Cosine\"", "7", SavedPipelineError.UnknownStage, "'metric'")]
    [DataRow("stages/01-compare.json", "\"metric\"", "\"measure\"", SavedPipelineError.UnknownStage, "'metric'")]
    [DataRow("stages/01-compare.json", "{", "{ \"more\": 1,", SavedPipelineError.UnknownStage, "'more'")]
    [DataRow("stages/01-compare.json", "{", "[", SavedPipelineError.WrongEntry, "not JSON")]
    [DataRow("stages/01-compare.json", "\"Embedding1\"", "\"Nowhere\"", SavedPipelineError.UnknownStage, "'Nowhere'")]
    [DataRow("stages/02-threshold.json", "\"confidence\": 0.95", "\"confidence\": 1e999", SavedPipelineError.UnknownStage, "'confidence'")]
    [DataRow("stages/02-threshold.json", "\"rate\": 0.05", "\"rate\": -1", SavedPipelineError.UnknownStage, "between 0 and 1")]
    [DataRow("stages/02-threshold.json", "\"value\": 0.5", "\"value\": 0.3", SavedPipelineError.GoldenCheck, "CalibrateThreshold")]
    [DataRow("golden.json", "\"numbers\": []", "\"numbers\": [1]", SavedPipelineError.GoldenCheck, "Compare")]
    public void a_forged_entry_with_the_right_hashes_is_still_checked(
        string entry, string from, string to, SavedPipelineError expected, string says)
    {
        using var folder = new TemporaryFolder();
        Forge(folder, entry, from, to);
        Refused(folder, expected, says);
    }

    [TestMethod]
    public void without_the_golden_check_an_intact_file_loads()
    {
        using var folder = new TemporaryFolder();
        Forge(folder, "golden.json", "\"numbers\": []", "\"numbers\": [1]");
        using TransformerChain<ITransformer> loaded =
            Ml.Faces.Load(folder["crafted.faceml"], out _, new LoadOptions { GoldenCheck = false });
        Assert.HasCount(2, loaded.ToArray());
    }

    [TestMethod]
    public void inspect_tells_what_it_is()
    {
        using var folder = new TemporaryFolder();
        TransformerChain<FaceML.Calibration.FaceThresholdTransformer> model = ScoreModel.Fit(Ml);
        Ml.Faces.Save(model, ScoreModel.Data(Ml, 0.5f).Schema, folder["model.faceml"], new SaveOptions
        {
            Title = "A verifier",
            FittedOn = "Vectors made for this test.",
            Figures = [new SavedFigure("FMR on nothing", "0.5", "faceml evaluate")],
        });
        var saved = SavedPipeline.Inspect(folder["model.faceml"]);
        CollectionAssert.AreEqual(new[] { "compare", "threshold" }, saved.Stages.Select(s => s.Kind).ToArray());
        Assert.AreEqual("Embedding1: Vector<Single, 4>, Embedding2: Vector<Single, 4>, Label: Boolean",
            string.Join(", ", saved.Input.Select(c => $"{c.Name}: {c.Type}")));
        Assert.IsEmpty(saved.Networks);
        Assert.AreEqual(new FileInfo(folder["model.faceml"]).Length, saved.Bytes);
        Snapshot.AssertApproved(saved.Card, "ScoreModelCard");
    }

    [TestMethod]
    public void MLNets_own_save_names_the_right_call()
    {
        using var folder = new TemporaryFolder();
        TransformerChain<FaceML.Calibration.FaceThresholdTransformer> model = ScoreModel.Fit(Ml);
        Exception error = Assert.Throws<Exception>(() => Ml.Model.Save(model, ScoreModel.Data(Ml, 0.5f).Schema, folder["model.zip"]));
        while (error.InnerException is not null && !error.Message.Contains("ml.Faces.Save", StringComparison.Ordinal))
        {
            error = error.InnerException;
        }

        StringAssert.Contains(error.Message, "ml.Faces.Save(model, schema, path)");
    }

    private static void Refused(TemporaryFolder folder, SavedPipelineError expected, string says)
    {
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(folder["crafted.faceml"], out _));
        Assert.AreEqual(expected, error.Error, error.Message);
        StringAssert.Contains(error.Message, says);
        StringAssert.Contains(error.Message, "crafted.faceml");
    }

    // Makes a sealed archive out of a good one, so that what is wrong is what the test put in and not the seal.
    private static void Rewrite(TemporaryFolder folder, Action<ZipArchive> change, bool saved = false)
    {
        if (!saved)
        {
            ScoreModel.Save(Ml, folder["model.faceml"]);
        }

        using var stream = new FileStream(folder["crafted.faceml"], FileMode.Create, FileAccess.ReadWrite);
        stream.Write(File.ReadAllBytes(folder["model.faceml"]));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
            zip.Comment = ArchiveSeal.Open;
        }

        ArchiveSeal.Close(stream);
    }

    private static void Replace(TemporaryFolder folder, string entry, string from, string to) =>
        Rewrite(folder, zip => Change(zip, entry, text => Changed(text, from, to)));

    private static void Forge(TemporaryFolder folder, string entry, string from, string to) =>
        Rewrite(folder, zip => Change(zip, entry, text => Changed(text, from, to), updateManifest: true));

    private static string Changed(string text, string from, string to)
    {
        StringAssert.Contains(text, from);
        return string.Concat(text.AsSpan(0, text.IndexOf(from, StringComparison.Ordinal)), to,
            text.AsSpan(text.IndexOf(from, StringComparison.Ordinal) + from.Length));
    }

    private static void Change(ZipArchive zip, string entry, Func<string, string> change, bool updateManifest = false)
    {
        ZipArchiveEntry old = zip.GetEntry(entry)!;
        byte[] before, after;
        using (Stream source = old.Open())
        using (var memory = new MemoryStream())
        {
            source.CopyTo(memory);
            before = memory.ToArray();
        }

        after = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(before)));
        old.Delete();
        using (Stream target = zip.CreateEntry(entry, CompressionLevel.NoCompression).Open())
        {
            target.Write(after);
        }

        if (updateManifest)
        {
            string Line(byte[] content) =>
                $"\"name\": \"{entry}\",\n      \"bytes\": {content.Length},\n      \"sha256\": \"{ArchiveWriter.Hash(content)}\"";
            Change(zip, "manifest.json", text => Changed(text, Line(before), Line(after)));
        }
    }
}
