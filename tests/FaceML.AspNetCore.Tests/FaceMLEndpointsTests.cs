using FaceML.Galleries.Erasure;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Verification;

namespace FaceML.AspNetCore.Tests;

/// <summary>Every endpoint on real images, beside what the library says of them.</summary>
[TestClass]
public sealed class FaceMLEndpointsTests
{
    private static TestServer server = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => server = await TestServer.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await server.DisposeAsync();

    [TestMethod]
    [DataRow("form")]
    [DataRow("raw")]
    [DataRow("json")]
    [DataRow("data URL")]
    public async Task the_faces_of_an_image_are_those_of_the_library_in_every_way_of_sending_it(string way)
    {
        string file = TestData.Samples[1];
        byte[] bytes = File.ReadAllBytes(file);
        string text = Convert.ToBase64String(bytes);
        using HttpContent content = way switch
        {
            "form" => TestServer.Form(("image", file)),
            "raw" => TestServer.Raw(bytes),
            "json" => TestServer.Json($"{{\"image\":\"{text}\"}}"),
            _ => TestServer.Json($"{{\"image\":\"data:image/jpeg;base64,{text}\"}}"),
        };
        JsonElement found = await TestServer.JsonAsync(await server.Client.PostAsync("/v1/detect", content));

        using var recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast);
        var image = Image.Load(file);
        IReadOnlyList<Face> faces = recognizer.Detect(image);
        Assert.AreEqual(image.Width, found.GetProperty("width").GetInt32());
        CollectionAssert.AreEqual(
            faces.Select(face => face.Box.Left).ToArray(),
            found.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("box")[0].GetSingle()).ToArray());
    }

    [TestMethod]
    public async Task two_images_of_a_person_match_and_the_answer_carries_the_promise()
    {
        JsonElement answer = await TestServer.JsonAsync(
            await server.PostAsync("/v1/verify", ("a", TestData.Samples[0]), ("b", TestData.Samples[2])));

        using var verifier = FaceVerifier.Create(new() { Recognition = FaceRecognizerOptions.Fast });
        FaceVerification expected = verifier.Verify(TestData.Samples[0], TestData.Samples[2]);
        Assert.AreEqual("match", answer.GetProperty("decision").GetString());
        Assert.AreEqual(expected.Score!.Value, answer.GetProperty("score").GetSingle(), 1e-5f);
        Assert.AreEqual(expected.Threshold, answer.GetProperty("threshold").GetSingle());
        Assert.AreEqual(expected.Promise!.ToSentence(), answer.GetProperty("promise").GetString());
    }

    [TestMethod]
    public async Task embeddings_are_finite_of_one_length_and_name_their_recipe()
    {
        JsonElement answer = await TestServer.JsonAsync(await server.PostAsync("/v1/embed", ("image", TestData.Samples[0])));
        JsonElement face = answer.GetProperty("faces")[0];
        Assert.AreEqual(512, face.GetProperty("embedding").GetArrayLength());
        Assert.IsGreaterThan(0, face.GetProperty("quality").GetProperty("score").GetDouble());
        Assert.AreEqual("fast", answer.GetProperty("recipe").GetProperty("name").GetString());
    }

    [TestMethod]
    public async Task a_person_is_enrolled_identified_verified_changed_and_erased_with_a_receipt()
    {
        await server.CreateGalleryAsync("staff");
        const string Anna = "/v1/galleries/staff/people/anna";
        JsonElement enrolled = await TestServer.JsonAsync(
            await server.PostAsync($"{Anna}/images?face=largest&name=Anna%20Berg", ("image", TestData.Samples[0])),
            HttpStatusCode.Created);
        Assert.AreEqual("enrolled", enrolled.GetProperty("status").GetString());
        JsonElement again = await TestServer.JsonAsync(
            await server.PostAsync($"{Anna}/images?face=largest", ("image", TestData.Samples[0])));
        Assert.AreEqual("alreadyEnrolled", again.GetProperty("status").GetString());

        JsonElement found = await TestServer.JsonAsync(
            await server.PostAsync("/v1/galleries/staff/identify", ("image", TestData.Samples[2])));
        CollectionAssert.AreEquivalent(
            new[] { "Anna Berg", null, null },
            found.GetProperty("faces").EnumerateArray()
                .Select(face => face.TryGetProperty("name", out JsonElement name) ? name.GetString() : null).ToArray());
        JsonElement verified = await TestServer.JsonAsync(await server.PostAsync($"{Anna}/verify", ("image", TestData.Samples[2])));
        Assert.AreEqual("match", verified.GetProperty("decision").GetString());

        JsonElement changed = await TestServer.JsonAsync(await server.Client.PatchAsync(
            Anna, TestServer.Json("""{"name":"Anna Lund","attributes":{"floor":3},"consent":"by contract"}""")));
        Assert.AreEqual(3, changed.GetProperty("attributes").GetProperty("floor").GetInt32());
        JsonElement people = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/staff/people"));
        Assert.AreEqual("Anna Lund", people.GetProperty("people")[0].GetProperty("name").GetString());

        JsonElement gallery = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/staff"));
        byte[] key = Convert.FromBase64String(gallery.GetProperty("receiptKey").GetString()!);
        HttpResponseMessage erased = await server.Client.DeleteAsync(Anna);
        Assert.IsTrue(ErasureReceipt.FromJson(await erased.Content.ReadAsStringAsync()).Verify(key));
        await TestServer.ProblemAsync(await server.Client.GetAsync(Anna), HttpStatusCode.NotFound, "notFound");
        JsonElement log = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/staff/log"));
        CollectionAssert.AreEqual(
            new[] { "created", "enrolled", "changed", "personRemoved" },
            log.EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).ToArray());
    }

    [TestMethod]
    public async Task a_face_that_is_enrolled_as_somebody_else_and_an_image_of_several_are_refused_with_the_reason()
    {
        await server.CreateGalleryAsync("twins");
        await TestServer.JsonAsync(
            await server.PostAsync("/v1/galleries/twins/people/anna/images?face=largest", ("image", TestData.Samples[0])),
            HttpStatusCode.Created);
        JsonElement problem = await TestServer.JsonAsync(
            await server.PostAsync("/v1/galleries/twins/people/ben/images?face=largest", ("image", TestData.Samples[0])),
            HttpStatusCode.Conflict);
        Assert.AreEqual("anna", problem.GetProperty("person").GetString());
        await TestServer.ProblemAsync(
            await server.PostAsync("/v1/galleries/twins/people/carl/images", ("image", TestData.Samples[1])),
            HttpStatusCode.UnprocessableEntity, "severalFaces");
    }

    [TestMethod]
    public async Task ids_with_slashes_and_other_letters_are_found_again_and_people_come_a_page_at_a_time()
    {
        await server.CreateGalleryAsync("letters");
        string[] ids = ["a/b", "Zoë", "名前 1"];
        foreach ((string id, int sample) in ids.Select((id, i) => (id, i * 2)))
        {
            await TestServer.JsonAsync(
                await server.PostAsync(
                    $"/v1/galleries/letters/people/{Uri.EscapeDataString(id)}/images?face=largest", ("image", TestData.Samples[sample])),
                sample == 2 ? HttpStatusCode.Conflict : HttpStatusCode.Created);
        }

        JsonElement page = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/letters/people?limit=1"));
        Assert.AreEqual("a/b", page.GetProperty("next").GetString());
        JsonElement person = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/letters/people/a%2Fb"));
        Assert.AreEqual("a/b", person.GetProperty("person").GetString());
        JsonElement rest = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/letters/people?limit=5&after=a%2Fb"));
        Assert.AreEqual("名前 1", rest.GetProperty("people")[0].GetProperty("person").GetString());
    }

    [TestMethod]
    public async Task what_runs_is_listed_and_health_is_told_without_names()
    {
        JsonElement models = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/models"));
        Assert.AreEqual("fast", models[0].GetProperty("name").GetString());
        StringAssert.Contains(models[0].GetProperty("promise").GetString(), "at most 1 in 10,000");
        Assert.AreEqual("Healthy", await server.Client.GetStringAsync("/healthz/live"));
        Assert.AreEqual("Healthy", await server.Client.GetStringAsync("/healthz/ready"));
    }
}
