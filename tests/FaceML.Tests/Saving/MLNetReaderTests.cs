using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace FaceML.Tests.Saving;

/// <summary>Files of strangers with parts of ML.NET's own. Hashes and seal fit everywhere: a forger can write them too.</summary>
[TestClass]
public sealed class MLNetReaderTests
{
    private const string First = "mlnet/01.zip", Third = "mlnet/03.zip";

    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void a_part_is_refused_where_the_options_say_so()
    {
        using TemporaryFolder folder = Saved();
        SavedPipelineException error =
            Fails(folder["m.faceml"], SavedPipelineError.MLNetNotAllowed, "AllowMLNetStages", inspect: false,
            new LoadOptions { AllowMLNetStages = false });
        StringAssert.Contains(error.Message, "stages/01-mlnet.json");
    }

    [TestMethod]
    public void a_refusal_of_parts_does_not_touch_files_without()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"]);
        using TransformerChain<ITransformer> loaded =
            Ml.Faces.Load(folder["m.faceml"], out _, new LoadOptions { AllowMLNetStages = false });
        Assert.HasCount(2, loaded.ToArray());
    }

    [TestMethod]
    public void every_changed_byte_is_an_error()
    {
        using TemporaryFolder folder = Saved();
        byte[] good = File.ReadAllBytes(folder["m.faceml"]);
        for (int at = 0; at < good.Length; at += 97)
        {
            byte[] bad = (byte[])good.Clone();
            bad[at] ^= 0x20;
            File.WriteAllBytes(folder["bad.faceml"], bad);
            Fails(folder["bad.faceml"], SavedPipelineError.Damaged, "bad.faceml");
        }
    }

    [TestMethod]
    public void a_zip_that_the_manifest_does_not_hash_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries => entries[First][200] ^= 1, restate: false);
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, First);
    }

    [TestMethod]
    public void a_zip_that_was_replaced_by_another_model_is_refused()
    {
        using TemporaryFolder folder = Saved();
        byte[] other = OtherZip(folder);
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, _ => other);
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, "CopyTransform");
    }

    [TestMethod]
    public void two_parts_that_changed_places_are_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries =>
            (entries[First], entries[Third]) = (entries[Third], entries[First]));
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, First);
    }

    [TestMethod]
    public void stages_that_are_not_those_of_the_zip_are_refused()
    {
        using TemporaryFolder folder = Saved();
        Reword(folder, "stages/01-mlnet.json", "ValueToKeyMappingTransformer", "ColumnCopyingTransformer");
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, "ColumnCopyingTransformer", inspect: false);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.3)]
    [DataRow(0.7)]
    [DataRow(0.99)]
    public void a_truncated_zip_is_refused(double share)
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, zip => zip[..(int)(zip.Length * share)]);
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, First);
    }

    [TestMethod]
    public void a_zip_that_is_none_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, zip => [.. Enumerable.Repeat((byte)7, zip.Length)]);
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, First);
    }

    [TestMethod]
    public void a_bomb_inside_is_refused_without_inflating_it()
    {
        using TemporaryFolder folder = Saved();
        byte[] zip = ForgedArchive.Rezip(ForgedArchive.Read(folder["m.faceml"])[First], entries =>
            entries.Add(("TransformerChain/Bomb", new byte[64 << 20])), CompressionLevel.SmallestSize);
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, _ => zip);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(folder["bad.faceml"], SavedPipelineError.TooLarge, "would grow");
        Assert.IsLessThan(16 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void a_zip_that_no_stage_declares_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries => entries["mlnet/99.zip"] = entries[First]);
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, "mlnet/99.zip");
    }

    [TestMethod]
    public void a_zip_that_the_manifest_does_not_list_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries => entries["mlnet/99.zip"] = entries[First], restate: false);
        Fails(folder["bad.faceml"], SavedPipelineError.UnsafeEntry, "mlnet/99.zip");
    }

    [TestMethod]
    public void a_zip_that_two_stages_declare_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries =>
        {
            entries["stages/03-mlnet.json"] = entries["stages/01-mlnet.json"];
            entries.Remove(Third);
        });
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, First);
    }

    [TestMethod]
    public void a_part_outside_its_folder_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries =>
        {
            entries["networks/x.onnx"] = entries[First];
            entries.Remove(First);
            Replace(entries, "stages/01-mlnet.json", First, "networks/x.onnx");
        });
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, "networks/x.onnx");
    }

    [TestMethod]
    public void a_setting_that_is_not_known_is_refused()
    {
        using TemporaryFolder folder = Saved();
        Reword(folder, "stages/01-mlnet.json", "\"model\"", "\"type\": \"System.Diagnostics.Process\", \"model\"");
        Fails(folder["bad.faceml"], SavedPipelineError.UnknownStage, "'type'");
    }

    [TestMethod]
    public void a_component_of_another_assembly_is_refused_before_the_assembly_is_loaded()
    {
        using TemporaryFolder folder = Saved();
        // The same length, so that every other number in the header still fits.
        Patch(folder, Encoding.Unicode.GetBytes("Microsoft.ML.Data,"), Encoding.Unicode.GetBytes("Microsoft.ML.Evil,"));
        SavedPipelineException error = Fails(folder["bad.faceml"], SavedPipelineError.MLNetNotAllowed, "Microsoft.ML.Evil", inspect: false);
        StringAssert.Contains(error.Message, "MLNetAssemblies");
    }

    [TestMethod]
    public void a_component_that_calls_methods_by_name_is_refused()
    {
        using TemporaryFolder folder = Saved();
        byte[] from = Signature("TermTransform"), to = Signature("UserLambdaMapTransform");
        Patch(folder, from, to);
        Fails(folder["bad.faceml"], SavedPipelineError.MLNetNotAllowed, "UserLambdaMapTransform");
    }

    [TestMethod]
    public void a_header_that_points_outside_its_entry_is_refused()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, zip => ForgedArchive.Rezip(zip, entries =>
        {
            byte[] header = entries.First(e => e.Name.EndsWith("Model.key", StringComparison.Ordinal)).Content;
            BitConverter.TryWriteBytes(header.AsSpan(0x90), long.MaxValue - 5);
        }));
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, "outside");
    }

    [TestMethod]
    public void what_mlnet_does_not_load_is_an_error_of_the_file()
    {
        using TemporaryFolder folder = Saved();
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, zip => ForgedArchive.Rezip(zip, entries =>
        {
            byte[] key = entries.First(e => e.Name == "TransformerChain/Transform_001/Model/Model.key").Content;
            key.AsSpan(0x100, 16).Fill(0xFF);
        }));
        Fails(folder["bad.faceml"], SavedPipelineError.UnknownStage, "ML.NET does not load it", inspect: false);
    }

    [TestMethod]
    public void an_onnx_file_inside_passes_the_guard_of_all_networks()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Ml.Data.LoadFromEnumerable([new MLNetWriterTests.ImageRow()]);
        ITransformer model = Ml.Transforms.CopyColumns("a", "A").Append(Ml.Transforms.CopyColumns("b", "B"))
            .Append(Ml.Transforms.ApplyOnnxModel(["sum"], ["a", "b"], TinyOnnx.TwoInputs)).Fit(data);
        Ml.Faces.Save(model, data.Schema, folder["m.faceml"]);
        Ml.Faces.Load(folder["m.faceml"], out _).Dispose();
        byte[] hostile = TinyOnnx.Random;
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, zip => ForgedArchive.Rezip(zip, entries =>
        {
            int at = entries.FindIndex(e => e.Name.EndsWith("OnnxModel", StringComparison.Ordinal));
            entries[at] = (entries[at].Name, [.. BitConverter.GetBytes(hostile.Length), .. hostile]);
        }));
        Fails(folder["bad.faceml"], SavedPipelineError.Network, "RandomNormalLike");
    }

    [TestMethod]
    public void nothing_of_a_refused_file_stays_open()
    {
        using TemporaryFolder folder = Saved();
        Reword(folder, "stages/03-mlnet.json", "KeyToValueMappingTransformer", "X");
        Fails(folder["bad.faceml"], SavedPipelineError.WrongEntry, "[X", inspect: false);
        // Windows would not delete a file that is open; elsewhere the folder of ML.NET's temporary files tells.
        File.Delete(folder["bad.faceml"]);
    }

    private static TemporaryFolder Saved()
    {
        var folder = new TemporaryFolder();
        MixedModel.Save(Ml, folder["m.faceml"]);
        return folder;
    }

    private static byte[] OtherZip(TemporaryFolder folder)
    {
        IDataView data = MixedModel.Data(Ml);
        Ml.Faces.Save(Ml.Transforms.CopyColumns("Copy", "Embedding1").Fit(data), data.Schema, folder["other.faceml"]);
        return ForgedArchive.Read(folder["other.faceml"])[First];
    }

    private static void Patch(TemporaryFolder folder, byte[] from, byte[] to)
    {
        ForgedArchive.WriteZip(folder["m.faceml"], folder["bad.faceml"], First, zip => ForgedArchive.Rezip(zip, entries =>
        {
            byte[] content = entries.First(e => e.Name == "TransformerChain/Transform_000/Model.key").Content;
            int at = content.AsSpan().IndexOf(from);
            Assert.IsGreaterThan(0, at);
            to.CopyTo(content, at);
        }));
    }

    private static byte[] Signature(string loader) => [.. Encoding.ASCII.GetBytes(loader.PadRight(24, '\0'))];

    private static void Reword(TemporaryFolder folder, string entry, string from, string to) =>
        ForgedArchive.Write(folder["m.faceml"], folder["bad.faceml"], entries => Replace(entries, entry, from, to));

    private static void Replace(SortedDictionary<string, byte[]> entries, string entry, string from, string to)
    {
        string text = Encoding.UTF8.GetString(entries[entry]);
        StringAssert.Contains(text, from);
        entries[entry] = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static SavedPipelineException Fails(
        string file, SavedPipelineError expected, string says, bool inspect = true, LoadOptions? options = null)
    {
        SavedPipelineException error = Assert.ThrowsExactly<SavedPipelineException>(() => Ml.Faces.Load(file, out _, options));
        Assert.AreEqual(expected, error.Error, error.Message);
        StringAssert.Contains(error.Message, says);
        if (inspect)
        {
            Assert.AreEqual(expected, Assert.ThrowsExactly<SavedPipelineException>(() => SavedPipeline.Inspect(file)).Error);
        }

        return error;
    }
}
