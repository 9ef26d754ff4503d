namespace FaceML.AspNetCore.Tests.CompreFace;

/// <summary>Detection, verification, and both with embeddings: what needs no subjects.</summary>
[TestClass]
public sealed class ServiceTests : CompreFaceTests<ServiceTests>
{
    [TestMethod]
    public async Task the_faces_of_an_image_are_detected()
    {
        JsonElement answer = await TestServer.JsonAsync(
            await server.PostAsync("detection/detect?status=true", ("file", CompreFaceServer.Group)));
        Assert.AreEqual("plugins_versions,result", CompreFaceServer.NamesOf(answer));
        Assert.AreEqual("detector", CompreFaceServer.NamesOf(answer.GetProperty("plugins_versions")));
        JsonElement[] faces = [.. answer.GetProperty("result").EnumerateArray()];
        Assert.HasCount(3, faces);
        Assert.IsTrue(faces.All(face => CompreFaceServer.NamesOf(face) == "box,execution_time"));
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync("detection/detect", ("file", CompreFaceServer.Nothing)), 28);
    }

    [TestMethod]
    public async Task one_face_is_compared_with_those_of_another_image()
    {
        JsonElement answer = await TestServer.JsonAsync(await server.PostAsync(
            "verification/verify?status=true&face_plugins=landmarks",
            ("source_image", CompreFaceServer.Anna), ("target_image", CompreFaceServer.Group)));
        JsonElement result = answer.GetProperty("result").EnumerateArray().Single();
        Assert.AreEqual("face_matches,plugins_versions,source_image_face", CompreFaceServer.NamesOf(result));
        Assert.AreEqual("box,execution_time,landmarks", CompreFaceServer.NamesOf(result.GetProperty("source_image_face")));
        JsonElement[] matches = [.. result.GetProperty("face_matches").EnumerateArray()];
        Assert.IsTrue(matches.All(face => CompreFaceServer.NamesOf(face) == "box,execution_time,landmarks,similarity"));
        double[] similarities = [.. matches.Select(face => face.GetProperty("similarity").GetDouble()).OrderDescending()];
        Assert.HasCount(3, similarities);
        Assert.IsGreaterThan(0.99, similarities[0]);
        Assert.IsLessThan(similarities[0], similarities[1]);
    }

    [TestMethod]
    public async Task two_images_are_compared_as_base64_too()
    {
        string image = Convert.ToBase64String(CompreFaceServer.Anna);
        JsonElement answer = await TestServer.JsonAsync(
            await server.PostAsync("verification/verify", $"{{\"source_image\":\"{image}\",\"target_image\":\"{image}\"}}"));
        Assert.AreEqual(
            1, answer.GetProperty("result")[0].GetProperty("face_matches")[0].GetProperty("similarity").GetDouble(), 0.001);
    }

    [TestMethod]
    public async Task the_source_of_a_verification_must_show_one_face_and_both_images_be_there()
    {
        await CompreFaceServer.AssertRefusedAsync(
            await server.PostAsync(
                "verification/verify", ("source_image", CompreFaceServer.Group), ("target_image", CompreFaceServer.Anna)), 31);
        await CompreFaceServer.AssertRefusedAsync(
            await server.PostAsync(
                "verification/verify", ("source_image", CompreFaceServer.Anna), ("target_image", CompreFaceServer.Nothing)), 28);
        await CompreFaceServer.AssertRefusedAsync(
            await server.PostAsync("verification/verify", ("source_image", CompreFaceServer.Anna)), 34);
    }

    [TestMethod]
    public async Task an_embedding_serves_in_place_of_an_image()
    {
        Guid id = await server.AddAsync("Anna", CompreFaceServer.Anna);
        string known = CompreFaceServer.Text(await EmbedAsync(CompreFaceServer.Anna));
        string stranger = CompreFaceServer.Text(await EmbedAsync(CompreFaceServer.Stranger));
        JsonElement recognized = await TestServer.JsonAsync(
            await server.PostAsync("recognition/embeddings/recognize", $"{{\"embeddings\":[{known},{stranger}]}}"));
        JsonElement[] results = [.. recognized.GetProperty("result").EnumerateArray()];
        Assert.IsTrue(results.All(result => CompreFaceServer.NamesOf(result) == "embedding,similarities"));
        JsonElement subject = results[0].GetProperty("similarities").EnumerateArray().Single();
        Assert.AreEqual("Anna", subject.GetProperty("subject").GetString());
        Assert.AreEqual(0, results[1].GetProperty("similarities").GetArrayLength());

        await AssertComparedAsync($"recognition/embeddings/faces/{id}/verify", $"{{\"embeddings\":[{stranger},{known}]}}");
        await AssertComparedAsync("verification/embeddings/verify", $"{{\"source\":{known},\"targets\":[{stranger},{known}]}}");
    }

    [TestMethod]
    [DataRow("""{"embeddings":[]}""", 5)]
    [DataRow("{}", 5)]
    [DataRow("""{"embeddings":[[1,2,3]]}""", 36)]
    [DataRow("""{"embeddings":[["a"]]}""", 26)]
    [DataRow("""{"embeddings":[[1e99]]}""", 36)]
    [DataRow("""{"embeddings":[null]}""", 5)]
    public async Task what_is_no_embedding_of_the_preset_is_refused(string body, int code) =>
        await CompreFaceServer.AssertRefusedAsync(await server.PostAsync("recognition/embeddings/recognize", body), code);

    private static async Task<double[]> EmbedAsync(byte[] image)
    {
        JsonElement answer = await TestServer.JsonAsync(
            await server.PostAsync("detection/detect?face_plugins=calculator", ("file", image)));
        return [.. answer.GetProperty("result")[0].GetProperty("embedding").EnumerateArray().Select(number => number.GetDouble())];
    }

    // The most alike first.
    private static async Task AssertComparedAsync(string address, string body)
    {
        JsonElement[] results =
            [.. (await TestServer.JsonAsync(await server.PostAsync(address, body))).GetProperty("result").EnumerateArray()];
        Assert.IsTrue(results.All(result => CompreFaceServer.NamesOf(result) == "embedding,similarity"));
        Assert.IsGreaterThan(0.99, results[0].GetProperty("similarity").GetDouble());
        Assert.IsLessThan(0.1, results[1].GetProperty("similarity").GetDouble());
    }
}
