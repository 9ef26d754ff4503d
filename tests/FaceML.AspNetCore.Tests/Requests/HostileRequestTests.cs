using FaceML.AspNetCore.Tests.Hostile;

namespace FaceML.AspNetCore.Tests.Requests;

/// <summary>Strangers at the door; the bench's <c>server-hostile</c> sends ten thousand to the tool.</summary>
[TestClass]
public sealed class HostileRequestTests
{
    [TestMethod]
    [Timeout(300_000, CooperativeCancellation = true)]
    public async Task hostile_requests_are_refused_and_leave_nothing_behind()
    {
        await using TestServer server = await TestServer.StartAsync((options, _) => options.Limits.Time = TimeSpan.FromSeconds(3));
        byte[] image = await File.ReadAllBytesAsync(TestData.Samples[0]);
        await server.CreateGalleryAsync("door");
        await TestServer.JsonAsync(
            await server.Client.PostAsync("/v1/galleries/door/people/anna/images?face=largest", TestServer.Raw(image)),
            HttpStatusCode.Created);

        HostileRun run = new();
        await run.SendAsync(server.Client.BaseAddress!, new(image, "door", "anna", seed: 7), count: 450, atOnce: 16, seed: 8);

        Assert.IsEmpty(run.Faults, run.Faults.FirstOrDefault() ?? "");
        JsonElement people = await TestServer.JsonAsync(await server.Client.GetAsync("/v1/galleries/door/people"));
        JsonElement anna = people.GetProperty("people").EnumerateArray().Single();
        Assert.AreEqual(1 + run.Enrolled, anna.GetProperty("templateCount").GetInt32());
        Assert.IsTrue(Directory.EnumerateFileSystemEntries(server.Folder["."], "*", SearchOption.AllDirectories)
            .All(entry => Path.GetRelativePath(server.Folder["."], entry).StartsWith("galleries", StringComparison.Ordinal)));
    }
}
