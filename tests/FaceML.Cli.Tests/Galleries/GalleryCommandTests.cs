using FaceML.Galleries.Erasure;
using FaceML.Galleries.Protection;

namespace FaceML.Cli.Tests.Galleries;

[TestClass]
public sealed class GalleryCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("door.faces");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task a_person_who_was_enrolled_is_named_on_another_image_and_unknown_after_removal()
    {
        await Done("create", File, "--preset", "fast");
        ToolRun enrolled = await Done("enroll", File, TestData.Samples[0], "--person", "anna", "--name", "Anna Berg", "--face", "largest");
        Assert.AreEqual($"{TestData.Samples[0]}\tanna\tenrolled", enrolled.Lines.Single());
        StringAssert.Contains(enrolled.Error, "1 of 1 images enrolled; the gallery holds 1 templates of 1 people.");

        ToolRun found = await ToolRun.InProcess("gallery", "identify", File, TestData.Samples[2], "--max-fpir", "0.0001");
        Assert.AreEqual(ExitCode.NoMatch, found.ExitCode, found.Error);
        Assert.HasCount(3, found.Lines);
        Assert.ContainsSingle(line => line.Contains("\tAnna Berg\t", StringComparison.Ordinal), found.Lines, found.Output);
        Assert.AreEqual(2, found.Lines.Count(line => line.Contains("\tunknown\t", StringComparison.Ordinal)), found.Output);
        StringAssert.Contains(found.Error, "with 95 % confidence, measured on");

        ToolRun listed = await Done("list", File);
        Assert.AreEqual("person\tname\ttemplates\tbest quality\texpires", listed.Lines[0]);
        StringAssert.StartsWith(listed.Lines[1], "anna\tAnna Berg\t1\t");

        ToolRun removed = await Done("remove", File, "anna", "--receipts", folder.File("receipts"));
        StringAssert.StartsWith(removed.Lines.Single(), "anna\terased\t1 templates\tno trace in ");
        ToolRun stats = await Done("stats", File, "--json");
        byte[] key = Convert.FromBase64String(JsonDocument.Parse(stats.Output).RootElement.GetProperty("receiptKey").GetString()!);
        Assert.IsTrue(ErasureReceipt.FromJson(System.IO.File.ReadAllText(Path.Combine(folder.Path, "receipts", "1.json"))).Verify(key));
        ToolRun unknown = await ToolRun.InProcess("gallery", "identify", File, TestData.Samples[2], "--json");
        Assert.IsTrue(
            unknown.Lines.All(line => JsonDocument.Parse(line).RootElement.GetProperty("decision").GetString() == "unknown"),
            unknown.Output);
        ToolRun audit = await Done("audit", File, TestData.Samples[0]);
        Assert.AreEqual("clean", audit.Lines[0]);
    }

    [TestMethod]
    public async Task a_folder_of_people_is_enrolled_with_a_reason_for_every_image_that_is_not()
    {
        folder.Copy(TestData.Samples[0], "people/anna/1.jpg");
        folder.Copy(TestData.Samples[0], "people/anna/2.jpg");
        folder.Copy(TestData.Samples[0], "people/ben/1.jpg");
        folder.File("people/carl/broken.jpg", "no image");
        await Done("create", File, "--preset", "fast");

        ToolRun run = await ToolRun.InProcess(
            "gallery", "enroll", File, Path.Combine(folder.Path, "people"), "--face", "largest", "--json");

        Assert.AreEqual(ExitCode.Partial, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(
            new[] { "enrolled", "alreadyEnrolled", "duplicate", "unreadable" },
            run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("status").GetString()).ToArray());
        StringAssert.Contains(JsonDocument.Parse(run.Lines[2]).RootElement.GetProperty("message").GetString(), "already enrolled as anna");
        StringAssert.Contains(run.Error, "1 of 4 images enrolled, 1 already enrolled, 1 duplicate, 1 unreadable");
        ToolRun several = await ToolRun.InProcess("gallery", "enroll", File, TestData.Samples[1], "--person", "dora");
        Assert.AreEqual(ExitCode.Error, several.ExitCode);
        StringAssert.Contains(several.Output, "several faces");
    }

    [TestMethod]
    public async Task a_person_is_verified_and_the_exit_code_is_the_decision()
    {
        await Done("create", File, "--preset", "fast");
        await Done("enroll", File, TestData.Samples[0], "--person", "anna", "--face", "largest");
        ToolRun same = await ToolRun.InProcess("gallery", "verify", File, "anna", TestData.Samples[2]);
        Assert.AreEqual(ExitCode.Success, same.ExitCode, same.Error);
        StringAssert.StartsWith(same.Output, "yes\tanna\t0.");
        Assert.AreEqual(
            ExitCode.NoMatch,
            (await ToolRun.InProcess("gallery", "verify", File, "anna", TestData.Samples[2], "--threshold", "0.99")).ExitCode);
        Assert.AreEqual(ExitCode.Error, (await ToolRun.InProcess("gallery", "verify", File, "nobody", TestData.Samples[2])).ExitCode);
    }

    [TestMethod]
    public async Task networks_of_another_preset_are_refused_by_name()
    {
        await Done("create", File, "--preset", "fast");
        ToolRun run = await ToolRun.InProcess(
            "gallery", "enroll", File, TestData.Samples[0], "--person", "anna", "--face", "largest", "--preset", "balanced");
        Assert.AreEqual(ExitCode.Error, run.ExitCode);
        StringAssert.Contains(run.Error, "must be of the recipe fast (");
        StringAssert.Contains(run.Error, "it is of balanced (");
    }

    [TestMethod]
    public async Task an_encrypted_gallery_travels_by_export_and_import_and_gets_new_keys()
    {
        string keys = folder.File("keys", GalleryKeys.Generate("k1")),
            both = folder.File("both", $"{GalleryKeys.Generate("k2")}\n{System.IO.File.ReadAllText(keys)}");
        await Done("create", File, "--preset", "fast", "--keys", keys, "--renewable");
        await Done("enroll", File, TestData.Samples[0], "--person", "anna", "--face", "largest", "--keys", keys);
        Assert.AreEqual(ExitCode.Error, (await ToolRun.InProcess("gallery", "list", File)).ExitCode);

        ToolRun rekeyed = await Done("rekey", File, "--keys", both);
        StringAssert.Contains(rekeyed.Output, "1 templates are encrypted with the key k2");
        foreach (string name in (string[])["all.jsonl", "all.npy", "all.parquet"])
        {
            await Done("export", File, "--keys", both, "--out", folder.File(name));
            string copy = folder.File(name + ".faces");
            await Done("create", copy, "--preset", "fast");
            ToolRun imported = await Done("import", copy, folder.File(name));
            StringAssert.StartsWith(imported.Output, "1 of 1 templates enrolled");
            Assert.AreEqual(ExitCode.Success, (await ToolRun.InProcess("gallery", "verify", copy, "anna", TestData.Samples[2])).ExitCode);
        }

        Assert.AreEqual(
            ExitCode.Success, (await ToolRun.InProcess("gallery", "verify", File, "anna", TestData.Samples[2], "--keys", both)).ExitCode);
    }

    [TestMethod]
    public async Task two_entries_of_one_human_being_are_merged()
    {
        await Done("create", File, "--preset", "fast", "--duplicates", "ignore");
        await Done("enroll", File, TestData.Samples[0], "--person", "anna", "--face", "largest");
        await Done("enroll", File, TestData.Samples[2], "--person", "a.berg", "--face", "largest");
        ToolRun merged = await Done("merge", File, "a.berg", "anna", "--json");
        Assert.AreEqual(2, JsonDocument.Parse(merged.Output).RootElement.GetProperty("templates").GetArrayLength());
        ToolRun shown = await Done("show", File, "anna");
        Assert.IsTrue(shown.Lines[0].StartsWith("person", StringComparison.Ordinal), shown.Output);
    }

    [TestMethod]
    public async Task every_face_of_a_group_is_named_in_the_annotated_image()
    {
        await Done("create", File, "--preset", "fast");
        await Done("enroll", File, TestData.Samples[0], "--person", "anna", "--face", "largest");
        await ToolRun.InProcess("gallery", "identify", File, TestData.Samples[3], "--annotate", folder.File("drawn"));
        Assert.HasCount(1, Directory.GetFiles(folder.File("drawn")));
    }

    private static async Task<ToolRun> Done(params string[] args)
    {
        ToolRun run = await ToolRun.InProcess(["gallery", .. args]);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error + run.Output);
        return run;
    }
}
