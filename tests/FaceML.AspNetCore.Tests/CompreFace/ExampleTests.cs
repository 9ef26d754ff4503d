namespace FaceML.AspNetCore.Tests.CompreFace;

[TestClass]
public sealed class ExampleTests : CompreFaceTests<ExampleTests>
{
    private const string Faces = "recognition/faces";

    [TestInitialize]
    public async Task Empty() => await server.DeleteAsync("recognition/subjects");

    [TestMethod]
    public async Task an_example_adds_its_subject_and_every_sending_of_an_image_is_one()
    {
        HttpResponseMessage form = await server.PostAsync($"{Faces}?subject=Anna%20Berg", ("file", CompreFaceServer.Anna));
        JsonElement first = await TestServer.JsonAsync(form, HttpStatusCode.Created);
        Assert.AreEqual("image_id,subject", CompreFaceServer.NamesOf(first));
        Assert.AreEqual("Anna Berg", first.GetProperty("subject").GetString());
        string text = Convert.ToBase64String(CompreFaceServer.Anna);
        HttpResponseMessage json = await server.PostAsync(
            $"{Faces}?subject=Anna%20Berg&det_prob_threshold=0.81", $"{{\"file\":\"{text}\"}}");
        JsonElement second = await TestServer.JsonAsync(json, HttpStatusCode.Created);
        Assert.AreNotEqual(first.GetProperty("image_id").GetGuid(), second.GetProperty("image_id").GetGuid());
    }

    [TestMethod]
    public async Task examples_are_listed_a_page_at_a_time_of_all_subjects_or_one()
    {
        Guid[] anna = [await server.AddAsync("Anna", CompreFaceServer.Anna), await server.AddAsync("Anna", CompreFaceServer.Anna)];
        Guid other = await server.AddAsync("Other", CompreFaceServer.Stranger);
        await CompreFaceServer.AssertAsync(
            await server.GetAsync($"{Faces}?page=1&size=2"),
            $$"""{"faces":[{"image_id":"{{other}}","subject":"Other"}],"page_number":1,"page_size":2,"""
                + "\"total_pages\":2,\"total_elements\":3}");
        JsonElement of = await TestServer.JsonAsync(await server.GetAsync($"{Faces}?subject=Anna&page=0&size=0"));
        CollectionAssert.AreEqual(
            anna, of.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("image_id").GetGuid()).ToArray());
        Assert.AreEqual(20, of.GetProperty("page_size").GetInt32());
        await CompreFaceServer.AssertAsync(
            await server.GetAsync($"{Faces}?subject=Nobody&page=1&size=1"),
            """{"faces":[],"page_number":1,"page_size":1,"total_pages":0,"total_elements":0}""");
    }

    [TestMethod]
    public async Task an_example_is_deleted_by_its_id_and_its_subject_stays()
    {
        Guid id = await server.AddAsync("Anna", CompreFaceServer.Anna);
        await CompreFaceServer.AssertAsync(
            await server.DeleteAsync($"{Faces}/{id}"), $$"""{"image_id":"{{id}}","subject":"Anna"}""");
        await CompreFaceServer.AssertRefusedAsync(await server.DeleteAsync($"{Faces}/{id}"), 44, HttpStatusCode.NotFound);
        await CompreFaceServer.AssertAsync(await server.GetAsync("recognition/subjects"), """{"subjects":["Anna"]}""");
    }

    [TestMethod]
    public async Task several_examples_are_deleted_at_once_and_ids_that_are_not_there_passed_over()
    {
        Guid[] ids = [await server.AddAsync("Anna", CompreFaceServer.Anna), await server.AddAsync("Other", CompreFaceServer.Stranger)];
        string body = JsonSerializer.Serialize((Guid[])[ids[0], Guid.NewGuid(), ids[1], ids[0]]);
        await CompreFaceServer.AssertAsync(
            await server.PostAsync($"{Faces}/delete", body),
            $$"""[{"image_id":"{{ids[0]}}","subject":"Anna"},{"image_id":"{{ids[1]}}","subject":"Other"}]""");
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync($"{Faces}/delete", "null"), 26);
    }

    [TestMethod]
    public async Task the_examples_of_a_subject_are_deleted_with_it_and_a_request_without_a_name_deletes_nothing()
    {
        await server.AddAsync("Anna", CompreFaceServer.Anna);
        await server.AddAsync("Anna", CompreFaceServer.Anna);
        await CompreFaceServer.AssertRefusedAsync(await server.DeleteAsync(Faces), 26);
        await CompreFaceServer.AssertRefusedAsync(await server.DeleteAsync($"{Faces}?subject="), 26);
        await CompreFaceServer.AssertAsync(await server.DeleteAsync($"{Faces}?subject=Nobody"), """{"deleted":0}""");
        await CompreFaceServer.AssertAsync(await server.DeleteAsync($"{Faces}?subject=Anna"), """{"deleted":2}""");
        await CompreFaceServer.AssertAsync(await server.GetAsync("recognition/subjects"), """{"subjects":[]}""");
    }

    [TestMethod]
    public async Task what_cannot_be_an_example_is_refused_with_its_number()
    {
        await Expect(33, Faces, ("file", CompreFaceServer.Anna));
        await Expect(26, $"{Faces}?subject=", ("file", CompreFaceServer.Anna));
        await Expect(26, $"{Faces}?subject=a%00b", ("file", CompreFaceServer.Anna));
        await Expect(34, $"{Faces}?subject=Anna", ("image", CompreFaceServer.Anna));
        await Expect(28, $"{Faces}?subject=Anna", ("file", CompreFaceServer.Nothing));
        await Expect(28, $"{Faces}?subject=Anna", ("file", [1, 2, 3]));
        await Expect(31, $"{Faces}?subject=Anna", ("file", CompreFaceServer.Group));
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync($"{Faces}?subject=Anna", "{}"), 5);
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync($"{Faces}?subject=Anna", """{"file":"%%"}"""), 21);
        await CompreFaceServer.AssertAsync(await server.GetAsync("recognition/subjects"), """{"subjects":[]}""");

        static async Task Expect(int code, string address, (string, byte[]) file) =>
            await CompreFaceServer.AssertRefusedAsync(await server.PostAsync(address, file), code);
    }

    [TestMethod]
    public async Task a_face_that_is_another_subjects_is_refused_where_the_gallery_refuses_duplicates()
    {
        await server.AddAsync("Anna", CompreFaceServer.Anna);
        await CompreFaceServer.AssertRefusedAsync(
            await server.PostAsync($"{Faces}?subject=Bea", ("file", CompreFaceServer.Anna)), 43);
    }

    [TestMethod]
    public async Task an_image_id_of_another_gallery_is_refused()
    {
        Guid id = await server.AddAsync("Anna", CompreFaceServer.Anna);
        await CompreFaceServer.AssertRefusedAsync(
            await server.SendAsync(HttpMethod.Delete, $"{Faces}/{id}", null, server.OtherKey), 44, HttpStatusCode.NotFound);
        HttpContent file = TestServer.Json($"{{\"file\":\"{Convert.ToBase64String(CompreFaceServer.Anna)}\"}}");
        await CompreFaceServer.AssertRefusedAsync(
            await server.SendAsync(HttpMethod.Post, $"{Faces}/{id}/verify", file, server.OtherKey), 44, HttpStatusCode.NotFound);
        await CompreFaceServer.AssertAsync(
            await server.SendAsync(HttpMethod.Post, $"{Faces}/delete", TestServer.Json($"[\"{id}\"]"), server.OtherKey), "[]");
        await CompreFaceServer.AssertAsync(
            await server.DeleteAsync($"{Faces}/{id}"), $$"""{"image_id":"{{id}}","subject":"Anna"}""");
    }

    [TestMethod]
    public async Task there_is_no_image_to_download()
    {
        Guid id = await server.AddAsync("Anna", CompreFaceServer.Anna);
        await CompreFaceServer.AssertRefusedAsync(await server.GetAsync($"{Faces}/{id}/img"), 11, HttpStatusCode.NotFound);
        await CompreFaceServer.AssertRefusedAsync(
            await server.SendAsync(HttpMethod.Get, $"static/{Guid.NewGuid()}/images/{id}", null, ""), 11, HttpStatusCode.NotFound);
    }
}
