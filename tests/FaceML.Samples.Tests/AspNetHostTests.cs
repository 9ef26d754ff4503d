using System.Diagnostics;
using System.Text.Json;

namespace FaceML.Samples.Tests;

/// <summary>The host of somebody's own, started as a user starts it.</summary>
[TestClass]
public sealed class AspNetHostTests
{
    private const string Announcement = "Now listening on: ";

    [TestMethod]
    public async Task two_lines_in_a_host_verify_two_images_beside_an_endpoint_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "AspNetHost.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        using Process host = Process.Start(start)!;
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(host) };
            Assert.AreEqual("The front desk.", await client.GetStringAsync("/"));
            using var pair = new MultipartFormDataContent
            {
                { new ByteArrayContent(await File.ReadAllBytesAsync(TestData.Samples[0])), "a", "a.jpg" },
                { new ByteArrayContent(await File.ReadAllBytesAsync(TestData.Samples[2])), "b", "b.jpg" },
            };
            using HttpResponseMessage answer = await client.PostAsync("/v1/verify", pair);
            using JsonDocument verified = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.IsTrue(verified.RootElement.GetProperty("match").GetBoolean());
            Assert.IsTrue(Directory.Exists(folder["galleries"]));
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
        }
    }

    private static async Task<Uri> AddressAsync(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(Announcement) is [_, string address])
            {
                _ = host.StandardOutput.ReadToEndAsync(); // a full pipe would stop the host
                return new Uri(address);
            }
        }

        throw new AssertFailedException("The host ended without saying where it listens.");
    }
}
