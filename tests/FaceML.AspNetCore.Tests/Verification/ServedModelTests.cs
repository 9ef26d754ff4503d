using Microsoft.ML;

namespace FaceML.AspNetCore.Tests.Verification;

[TestClass]
public sealed class ServedModelTests
{
    [TestMethod]
    public async Task a_saved_pipeline_answers_by_name_and_is_replaced_while_requests_run()
    {
        string file = "";
        await using TestServer server = await TestServer.StartAsync((options, folder) =>
        {
            file = folder["door.faceml"];
            Save(file, 1e-3);
            options.Models["door"] = file;
        });
        JsonElement first = await Verify();
        Assert.AreEqual("match", first.GetProperty("decision").GetString());
        StringAssert.Contains(first.GetProperty("promise").GetString(), "1 in 1,000 ");

        Save(file, 1e-4);
        JsonElement then = await Verify();
        for (int attempt = 0; attempt < 100 && !Promise(then).Contains("1 in 10,000 ", StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(100);
            then = await Verify();
        }

        StringAssert.Contains(Promise(then), "1 in 10,000 ");
        Assert.IsGreaterThan(first.GetProperty("threshold").GetSingle(), then.GetProperty("threshold").GetSingle());
        JsonElement models = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/models"));
        Assert.AreEqual(2, models[1].GetProperty("version").GetInt32());
        Assert.AreEqual(HttpStatusCode.OK, (await server.Client.GetAsync("/healthz/ready")).StatusCode);

        async Task<JsonElement> Verify() => await TestServer.JsonAsync(
            await server.PostAsync("/v1/verify?model=door", ("a", TestData.Samples[0]), ("b", TestData.Samples[2])));

        static string Promise(JsonElement answer) => answer.GetProperty("promise").GetString()!;
    }

    private static void Save(string file, double rate)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Array.Empty<FacePair>());
        var pipeline = ml.Faces.VerificationPipeline(new()
        {
            Recognition = FaceML.Recognition.FaceRecognizerOptions.Fast,
            Calibration = Calibration.RecipeCalibration.Find(FaceML.Recognition.FaceRecognizerOptions.Fast),
            MaxFalseMatchRate = rate,
        });
        ml.Faces.Save(pipeline.Fit(data), data.Schema, file + ".new");
        File.Move(file + ".new", file, overwrite: true);
    }
}
