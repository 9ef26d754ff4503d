using System.Net;
using FaceML.AspNetCore.Security;

namespace FaceML.AspNetCore.Tests.CompreFace;

/// <summary>Keys and limits hold as under <c>/v1</c>, and are refused by CompreFace's numbers.</summary>
[TestClass]
public sealed class KeyTests
{
    private const string Subjects = "recognition/subjects";

    [TestMethod]
    public async Task a_key_that_is_missing_wrong_or_of_another_scope_is_refused_by_number()
    {
        string verifies = "";
        await using CompreFaceServer server = await CompreFaceServer.StartAsync(options =>
            verifies = TestServer.AddKey(options.KeysFile!, "verifies", [FaceMLScope.Verify], ["people"]));
        await Expect(20, HttpStatusCode.BadRequest, "");
        await Expect(10, HttpStatusCode.NotFound, ApiKey.NewText());
        await Expect(10, HttpStatusCode.NotFound, verifies);

        async Task Expect(int code, HttpStatusCode status, string key) =>
            await CompreFaceServer.AssertRefusedAsync(await server.SendAsync(HttpMethod.Get, Subjects, null, key), code, status);
    }

    [TestMethod]
    public async Task a_key_of_several_galleries_has_the_subjects_of_the_one_that_the_server_names()
    {
        string both = "";
        await using CompreFaceServer without = await CompreFaceServer.StartAsync(AddBoth);
        await CompreFaceServer.AssertRefusedAsync(
            await without.SendAsync(HttpMethod.Get, Subjects, null, both), 10, HttpStatusCode.NotFound);

        await using CompreFaceServer server = await CompreFaceServer.StartAsync(options =>
        {
            AddBoth(options);
            options.CompreFace.Gallery = "others";
        });
        await server.PostAsync(Subjects, """{"subject":"Anna"}""");
        await CompreFaceServer.AssertAsync(await server.SendAsync(HttpMethod.Get, Subjects, null, both), """{"subjects":[]}""");
        await CompreFaceServer.AssertAsync(
            await server.SendAsync(HttpMethod.Post, Subjects, TestServer.Json("""{"subject":"Bea"}"""), both),
            """{"subject":"Bea"}""", HttpStatusCode.Created);
        await CompreFaceServer.AssertAsync(
            await server.SendAsync(HttpMethod.Get, Subjects, null, server.OtherKey), """{"subjects":["Bea"]}""");

        void AddBoth(FaceMLOptions options) =>
            both = TestServer.AddKey(options.KeysFile!, "both", [FaceMLScope.Admin], ["people", "others"]);
    }
}
