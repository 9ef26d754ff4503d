using FaceML.Galleries.Erasure;
using FaceML.Galleries.Postgres.Tests;
using FaceML.Galleries.Protection;

namespace FaceML.Cli.Tests.Galleries;

/// <summary><c>faceml gallery</c> on a PostgreSQL server, by its address in place of a file.</summary>
[TestClass]
public sealed class GalleryOnServerTests : IDisposable
{
    private readonly string place = TestServer.Shared.NewSchema();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task a_person_enrolled_on_a_server_is_named_and_verified_there()
    {
        await CreateWithAnna();

        ToolRun found = await Run("identify", place, TestData.Samples[2]);
        ToolRun verified = await Run("verify", place, "anna", TestData.Samples[2]);

        Assert.AreEqual(ExitCode.NoMatch, found.ExitCode, found.Error);
        Assert.ContainsSingle(line => line.Contains("\tAnna Berg\t", StringComparison.Ordinal), found.Lines, found.Output);
        Assert.AreEqual(ExitCode.Success, verified.ExitCode, verified.Error);
        StringAssert.StartsWith(verified.Output, "yes\tAnna Berg\t0.");
    }

    [TestMethod]
    public async Task a_folder_of_people_is_enrolled_on_a_server_with_a_reason_for_every_image_that_is_not()
    {
        folder.Copy(TestData.Samples[0], "people/anna/1.jpg");
        folder.Copy(TestData.Samples[0], "people/anna/2.jpg");
        folder.Copy(TestData.Samples[0], "people/ben/1.jpg");
        await Done("create", place, "--preset", "fast");

        ToolRun run = await Run("enroll", place, Path.Combine(folder.Path, "people"), "--face", "largest", "--json");

        Assert.AreEqual(ExitCode.Partial, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(
            new[] { "enrolled", "alreadyEnrolled", "duplicate" }, run.Lines.Select(line => Text(line, "status")).ToArray());
    }

    [TestMethod]
    public async Task list_show_and_stats_tell_what_a_server_holds()
    {
        await CreateWithAnna();

        ToolRun listed = await Done("list", place), shown = await Done("show", place, "anna", "--json"),
            stats = await Done("stats", place, "--json");

        StringAssert.StartsWith(listed.Lines[1], "anna\tAnna Berg\t1\t");
        Assert.AreEqual("Anna Berg", Text(shown.Output, "name"));
        Assert.AreEqual((1, 1), (Number(stats.Output, "people"), Number(stats.Output, "templates")));
    }

    [TestMethod]
    public async Task who_is_removed_from_a_server_is_unknown_and_the_signed_receipt_claims_no_searched_file()
    {
        await CreateWithAnna();

        await Done("remove", place, "anna", "--receipts", folder.File("receipts"));

        ToolRun unknown = await Run("identify", place, TestData.Samples[0], "--json");
        Assert.IsTrue(unknown.Lines.All(line => Text(line, "decision") == "unknown"), unknown.Output);
        byte[] key = Convert.FromBase64String(Text((await Done("stats", place, "--json")).Output, "receiptKey"));
        var receipt = ErasureReceipt.FromJson(File.ReadAllText(Path.Combine(folder.Path, "receipts", "1.json")));
        Assert.IsTrue(receipt.Verify(key));
        Assert.AreEqual(0, receipt.BytesSearched);
    }

    [TestMethod]
    public async Task an_audit_of_a_server_finds_the_face_that_is_enrolled_and_not_the_one_that_was_removed()
    {
        await CreateWithAnna();
        ToolRun enrolled = await Run("audit", place, TestData.Samples[0]);
        await Done("remove", place, "anna");
        ToolRun removed = await Run("audit", place, TestData.Samples[0]);

        Assert.AreEqual((ExitCode.NoMatch, "not clean"), (enrolled.ExitCode, enrolled.Lines[0]), enrolled.Error);
        StringAssert.Contains(enrolled.Output, " of anna");
        Assert.AreEqual((ExitCode.Success, "clean"), (removed.ExitCode, removed.Lines[0]), removed.Output);
    }

    [TestMethod]
    public async Task two_entries_of_one_human_being_are_merged_on_a_server()
    {
        await CreateWithAnna("--duplicates", "ignore");
        await Done("enroll", place, TestData.Samples[2], "--person", "a.berg", "--face", "largest");

        ToolRun merged = await Done("merge", place, "a.berg", "anna", "--json");

        Assert.AreEqual(2, JsonDocument.Parse(merged.Output).RootElement.GetProperty("templates").GetArrayLength());
        Assert.AreEqual(1, Number((await Done("stats", place, "--json")).Output, "people"));
    }

    [TestMethod]
    public async Task a_gallery_moves_from_a_server_to_a_file_and_back()
    {
        string file = folder.File("door.faces"), elsewhere = TestServer.Shared.NewSchema();
        await CreateWithAnna();
        await Done("create", file, "--preset", "fast");
        await Done("create", elsewhere, "--preset", "fast");

        await Move(place, file, folder.File("out.jsonl"));
        await Move(file, elsewhere, folder.File("back.parquet"));

        ToolRun verified = await Run("verify", elsewhere, "anna", TestData.Samples[2]);
        Assert.AreEqual(ExitCode.Success, verified.ExitCode, verified.Error);
    }

    [TestMethod]
    public async Task an_encrypted_gallery_on_a_server_gets_a_new_key()
    {
        string old = GalleryKeys.Generate("k1"), keys = folder.File("keys", old),
            both = folder.File("both", $"{GalleryKeys.Generate("k2")}\n{old}");
        await CreateWithAnna("--keys", keys);
        Assert.AreEqual(ExitCode.Error, (await Run("list", place)).ExitCode, "without the key it is not opened");

        ToolRun rekeyed = await Done("rekey", place, "--keys", both);

        StringAssert.Contains(rekeyed.Output, "1 templates are encrypted with the key k2");
        Assert.AreEqual(ExitCode.Success, (await Run("verify", place, "anna", TestData.Samples[2], "--keys", both)).ExitCode);
    }

    [TestMethod]
    public async Task no_command_shows_the_password_of_the_address()
    {
        string secret = place.Replace("faceml:", "faceml:geheim", StringComparison.Ordinal);
        foreach (string[] args in (string[][])[["create", secret, "--preset", "fast"], ["list", secret], ["stats", secret]])
        {
            ToolRun refused = await Run(args);
            Assert.AreEqual(ExitCode.Error, refused.ExitCode, refused.Output);
            Assert.DoesNotContain("geheim", refused.Output + refused.Error);
        }
    }

    [TestMethod]
    public async Task an_address_without_a_gallery_is_an_error_that_names_it()
    {
        ToolRun run = await Run("list", place);

        Assert.AreEqual(ExitCode.Error, run.ExitCode);
        StringAssert.Contains(run.Error, "There is no gallery postgres://");
    }

    private static Task<ToolRun> Run(params string[] args) => ToolRun.InProcess(["gallery", .. args]);

    private static async Task<ToolRun> Done(params string[] args)
    {
        ToolRun run = await Run(args);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error + run.Output);
        return run;
    }

    private static async Task Move(string from, string to, string by)
    {
        await Done("export", from, "--out", by);
        StringAssert.StartsWith((await Done("import", to, by)).Output, "1 of 1 templates enrolled");
    }

    private static string Text(string json, string property) =>
        JsonDocument.Parse(json).RootElement.GetProperty(property).GetString()!;

    private static int Number(string json, string property) => JsonDocument.Parse(json).RootElement.GetProperty(property).GetInt32();

    private async Task CreateWithAnna(params string[] options)
    {
        string[] keys = options is ["--keys", ..] ? options : [];
        await Done(["create", place, "--preset", "fast", .. options]);
        await Done(
            ["enroll", place, TestData.Samples[0], "--person", "anna", "--name", "Anna Berg", "--face", "largest", .. keys]);
    }
}
