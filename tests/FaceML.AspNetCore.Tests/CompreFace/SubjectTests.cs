namespace FaceML.AspNetCore.Tests.CompreFace;

[TestClass]
public sealed class SubjectTests : CompreFaceTests<SubjectTests>
{
    private const string Subjects = "recognition/subjects";

    [TestInitialize]
    public async Task Empty() => await server.DeleteAsync(Subjects);

    [TestMethod]
    public async Task a_subject_is_added_once_whatever_the_case_of_its_letters_and_listed()
    {
        await CompreFaceServer.AssertAsync(
            await server.PostAsync(Subjects, """{"subject":"Anna Berg"}"""), """{"subject":"Anna Berg"}""", HttpStatusCode.Created);
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync(Subjects, """{"subject":"Anna Berg"}"""), 43);
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync(Subjects, """{"subject":"anna berg"}"""), 43);
        await CompreFaceServer.AssertAsync(await server.GetAsync(Subjects), """{"subjects":["Anna Berg"]}""");
        await CompreFaceServer.AssertAsync(await server.GetAsync(Subjects + "/"), """{"subjects":["Anna Berg"]}""");
    }

    [TestMethod]
    [DataRow("{}", 26)]
    [DataRow("null", 26)]
    [DataRow("[]", 26)]
    [DataRow("{", 26)]
    [DataRow("""{"subject":7}""", 26)]
    [DataRow("""{"subject":" "}""", 26)]
    [DataRow("""{"subject":" Anna"}""", 26)]
    [DataRow("""{"subject":"a\u0000b"}""", 26)]
    [DataRow("""{"subject":"\ud800"}""", 26)]
    [DataRow("\"\\ud800\"", 26)]
    [DataRow("""{"subject":"a;b"}""", 36)]
    [DataRow("""{"subject":"a/b"}""", 36)]
    [DataRow("""{"subject":"a\\b"}""", 36)]
    public async Task a_name_that_cannot_be_one_is_refused(string body, int code) =>
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync(Subjects, body), code);

    [TestMethod]
    public async Task a_subject_is_renamed_by_an_object_or_by_the_name_alone()
    {
        await server.PostAsync(Subjects, """{"subject":"Anna"}""");
        await CompreFaceServer.AssertAsync(await RenameAsync("Anna", """{"subject":"Bea"}"""), """{"updated":true}""");
        await CompreFaceServer.AssertAsync(await RenameAsync("bea", "\"Cleo Lund\""), """{"updated":true}""");
        await CompreFaceServer.AssertAsync(await RenameAsync("Cleo%20Lund", "\"Cleo Lund\""), """{"updated":false}""");
        await CompreFaceServer.AssertAsync(await server.GetAsync(Subjects), """{"subjects":["Cleo Lund"]}""");
        await CompreFaceServer.AssertRefusedAsync(await RenameAsync("Anna", "\"Dora\""), 42, HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task a_subject_renamed_to_another_one_gives_it_its_examples()
    {
        Guid anna = await server.AddAsync("Anna", CompreFaceServer.Anna), other = await server.AddAsync("Other", CompreFaceServer.Stranger);
        await CompreFaceServer.AssertAsync(await RenameAsync("Other", """{"subject":"Anna"}"""), """{"updated":true}""");
        await CompreFaceServer.AssertAsync(await server.GetAsync(Subjects), """{"subjects":["Anna"]}""");
        var faces = await TestServer.JsonAsync(await server.GetAsync("recognition/faces?subject=Anna"));
        CollectionAssert.AreEquivalent(
            new[] { anna, other },
            faces.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("image_id").GetGuid()).ToArray());
    }

    [TestMethod]
    public async Task a_subject_is_deleted_with_its_examples_and_so_are_all()
    {
        await server.AddAsync("Anna", CompreFaceServer.Anna);
        await server.PostAsync(Subjects, """{"subject":"Bea"}""");
        await server.PostAsync(Subjects, """{"subject":"Cleo"}""");
        await CompreFaceServer.AssertAsync(await server.DeleteAsync(Subjects + "/Anna"), """{"subject":"Anna"}""");
        await CompreFaceServer.AssertRefusedAsync(await server.DeleteAsync(Subjects + "/Anna"), 42, HttpStatusCode.NotFound);
        var faces = await TestServer.JsonAsync(await server.GetAsync("recognition/faces"));
        Assert.AreEqual(0, faces.GetProperty("total_elements").GetInt32());
        await CompreFaceServer.AssertAsync(await server.DeleteAsync(Subjects), """{"deleted":2}""");
        await CompreFaceServer.AssertAsync(await server.GetAsync(Subjects), """{"subjects":[]}""");
    }

    private static Task<HttpResponseMessage> RenameAsync(string subject, string body) =>
        server.SendAsync(HttpMethod.Put, $"{Subjects}/{subject}", TestServer.Json(body));
}
