using System.Reflection;

namespace FaceML.AspNetCore.Tests.Page;

/// <summary>The system's own Chromium, without a window; where there is none, the test says so.</summary>
internal static class PageBrowser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly Lazy<Task<IBrowser>> Shared = new(LaunchAsync);

    /// <summary>The browser of all tests; ends the test as inconclusive where the system has none.</summary>
    public static Task<IBrowser> GetAsync()
    {
        if (Find() is null)
        {
            Assert.Inconclusive("The page's tests need a Chromium on the PATH: apt-get install -y chromium.");
        }

        return Shared.Value;
    }

    public static async Task CloseAsync()
    {
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).CloseAsync();
        }
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        // Read by Playwright in this process: without it, a copy of the driver is expected beside the tests.
        string driver = typeof(PageBrowser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "PlaywrightDriver").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver);
        IPlaywright playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            ],
        });
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
