namespace FaceML.AspNetCore.Tests.CompreFace;

[TestClass]
public sealed class RecognitionTests : CompreFaceTests<RecognitionTests>
{
    private const string Recognize = "recognition/recognize";

    private static Guid anna;

    [ClassInitialize]
    public static async Task Enroll(TestContext context) => anna = await server.AddAsync("Anna", CompreFaceServer.Anna);

    [TestMethod]
    public async Task a_known_person_has_a_name_and_a_probability_and_strangers_an_empty_list()
    {
        JsonElement answer = await TestServer.JsonAsync(await server.PostAsync(Recognize, ("file", CompreFaceServer.Group)));
        Assert.AreEqual("result", CompreFaceServer.NamesOf(answer));
        JsonElement[] faces = [.. answer.GetProperty("result").EnumerateArray()];
        Assert.HasCount(3, faces);
        Assert.IsTrue(faces.All(face => CompreFaceServer.NamesOf(face) == "box,subjects"));
        Assert.IsTrue(faces.All(face =>
            CompreFaceServer.NamesOf(face.GetProperty("box")) == "probability,x_max,x_min,y_max,y_min"));
        JsonElement[] named = [.. faces.SelectMany(face => face.GetProperty("subjects").EnumerateArray())];
        Assert.AreEqual("similarity,subject", CompreFaceServer.NamesOf(named.Single()));
        Assert.AreEqual("Anna", named[0].GetProperty("subject").GetString());
        Assert.IsGreaterThan(0.99, named[0].GetProperty("similarity").GetDouble());
    }

    [TestMethod]
    public async Task of_the_faces_of_an_image_one_is_named_by_a_subject_however_alike_another_is()
    {
        JsonElement embedded = await TestServer.JsonAsync(
            await server.PostAsync("detection/detect?face_plugins=calculator", ("file", CompreFaceServer.Group)));
        string embeddings = string.Join(
            ',', embedded.GetProperty("result").EnumerateArray().Select(face => face.GetProperty("embedding").GetRawText()));
        JsonElement apart = await TestServer.JsonAsync(
            await server.PostAsync("recognition/embeddings/recognize", $"{{\"embeddings\":[{embeddings}]}}"));
        JsonElement together = await TestServer.JsonAsync(await server.PostAsync(Recognize, ("file", CompreFaceServer.Group)));
        Assert.AreEqual(2, CountNamed(apart, "similarities"));
        Assert.AreEqual(1, CountNamed(together, "subjects"));

        static int CountNamed(JsonElement answer, string list) =>
            answer.GetProperty("result").EnumerateArray().Count(face => face.GetProperty(list).GetArrayLength() > 0);
    }

    [TestMethod]
    public async Task where_not_only_promised_matches_are_wanted_a_stranger_is_somebody_with_a_small_probability()
    {
        await using CompreFaceServer all = await CompreFaceServer.StartAsync(options => options.CompreFace.OnlyPromised = false);
        await all.AddAsync("Anna", CompreFaceServer.Anna);
        JsonElement answer = await TestServer.JsonAsync(await all.PostAsync(Recognize, ("file", CompreFaceServer.Stranger)));
        JsonElement subject = answer.GetProperty("result")[0].GetProperty("subjects").EnumerateArray().Single();
        Assert.AreEqual("Anna", subject.GetProperty("subject").GetString());
        Assert.IsLessThan(0.1, subject.GetProperty("similarity").GetDouble());

        await all.AddAsync("Other", CompreFaceServer.Stranger);
        answer = await TestServer.JsonAsync(await all.PostAsync($"{Recognize}?prediction_count=5", ("file", CompreFaceServer.Anna)));
        CollectionAssert.AreEqual(
            new[] { "Anna", "Other" },
            answer.GetProperty("result")[0].GetProperty("subjects").EnumerateArray()
                .Select(one => one.GetProperty("subject").GetString()).ToArray());
    }

    [TestMethod]
    public async Task landmarks_embeddings_times_and_networks_come_on_request_and_other_plugins_are_passed_over()
    {
        HttpResponseMessage response = await server.PostAsync(
            $"{Recognize}?face_plugins=age,gender,landmarks,mask,calculator,pose&status=true", ("file", CompreFaceServer.Anna));
        JsonElement answer = await TestServer.JsonAsync(response);
        Assert.AreEqual("calculator,detector", CompreFaceServer.NamesOf(answer.GetProperty("plugins_versions")));
        JsonElement face = answer.GetProperty("result").EnumerateArray().Single();
        Assert.AreEqual("box,embedding,execution_time,landmarks,subjects", CompreFaceServer.NamesOf(face));
        Assert.AreEqual("calculator,detector", CompreFaceServer.NamesOf(face.GetProperty("execution_time")));
        Assert.AreEqual(512, face.GetProperty("embedding").GetArrayLength());
        JsonElement[] points = [.. face.GetProperty("landmarks").EnumerateArray()];
        Assert.HasCount(5, points);
        Assert.IsTrue(points.All(point => point.GetArrayLength() == 2 && point[0].TryGetInt32(out _)));
    }

    [TestMethod]
    public async Task a_limit_takes_the_largest_faces()
    {
        JsonElement all = await TestServer.JsonAsync(await server.PostAsync(Recognize, ("file", CompreFaceServer.Group)));
        JsonElement one = await TestServer.JsonAsync(await server.PostAsync($"{Recognize}?limit=1", ("file", CompreFaceServer.Group)));
        Assert.AreEqual(
            all.GetProperty("result").EnumerateArray().Max(AreaOf), one.GetProperty("result").EnumerateArray().Select(AreaOf).Single());
    }

    [TestMethod]
    [DataRow("limit=-1", 26)]
    [DataRow("limit=x", 26)]
    [DataRow("prediction_count=0", 26)]
    [DataRow("det_prob_threshold=1.5", 26)]
    [DataRow("det_prob_threshold=-1", 26)]
    [DataRow("det_prob_threshold=NaN", 26)]
    [DataRow("status=perhaps", 26)]
    [DataRow("det_prob_threshold=1", 28)]
    public async Task a_query_that_cannot_be_answered_is_refused(string query, int code) =>
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync($"{Recognize}?{query}", ("file", CompreFaceServer.Nothing)), code);

    [TestMethod]
    public async Task each_face_of_an_image_is_compared_with_an_example()
    {
        HttpResponseMessage response = await server.PostAsync($"recognition/faces/{anna}/verify", ("file", CompreFaceServer.Group));
        JsonElement[] faces = [.. (await TestServer.JsonAsync(response)).GetProperty("result").EnumerateArray()];
        Assert.HasCount(3, faces);
        Assert.IsTrue(faces.All(face => CompreFaceServer.NamesOf(face) == "box,similarity,subject"));
        Assert.IsTrue(faces.All(face => face.GetProperty("subject").GetString() == "Anna"));
        double[] similarities = [.. faces.Select(face => face.GetProperty("similarity").GetDouble()).OrderDescending()];
        Assert.IsGreaterThan(0.99, similarities[0]);
        Assert.IsLessThan(similarities[0], similarities[1]);
    }

    [TestMethod]
    public async Task an_example_that_is_not_there_is_not_compared_with() => await CompreFaceServer.AssertRefusedAsync(
        await server.PostAsync($"recognition/faces/{Guid.NewGuid()}/verify", ("file", CompreFaceServer.Anna)), 44, HttpStatusCode.NotFound);

    private static int AreaOf(JsonElement face)
    {
        JsonElement box = face.GetProperty("box");
        return (Number("x_max") - Number("x_min")) * (Number("y_max") - Number("y_min"));

        int Number(string name) => box.GetProperty(name).GetInt32();
    }
}
