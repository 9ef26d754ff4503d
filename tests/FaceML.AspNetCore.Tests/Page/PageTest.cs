using System.Collections.Concurrent;

namespace FaceML.AspNetCore.Tests.Page;

/// <summary>A test in a browser tab of its own, against the real server. What the page logs as an error fails the test.</summary>
public abstract class PageTest
{
    // The largest faces of the first and the third sample image are one woman's; that of the second is another's.
    protected static readonly string First = TestData.Samples[0], SamePerson = TestData.Samples[2], Other = TestData.Samples[1];

    // With its largest face, the third face of SamePerson scores above the threshold of a small gallery.
    protected static readonly string Another = TestData.Samples[3];

    // For a loaded machine, where a browser takes minutes to its first page. An idle one spends none of it: events are awaited.
    private const float Patience = 300_000;

    private static readonly Lazy<Task<TestServer>> Shared = new(() => StartServerAsync());

    private readonly ConcurrentQueue<string> errors = [];
    private readonly ConcurrentQueue<string> requests = [];
    private IBrowserContext? context;

    /// <summary>The tab, after <see cref="OpenAsync"/>.</summary>
    protected IPage Page { get; private set; } = null!;

    /// <summary>The addresses that the page asked for.</summary>
    protected IReadOnlyCollection<string> Requests => requests;

    /// <summary>Releases what all tests share.</summary>
    internal static async Task CloseSharedAsync()
    {
        await PageBrowser.CloseAsync();
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    [TestCleanup]
    public async Task CloseTab()
    {
        if (context is not null)
        {
            await context.CloseAsync();
            Assert.IsEmpty(errors, string.Join('\n', errors));
        }
    }

    /// <summary>Opens the page at a view.</summary>
    /// <param name="view">The view's name, as in the address.</param>
    /// <param name="dark">Whether the system asks for dark pages.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="server">The server; null for the one that all tests share.</param>
    private protected async Task OpenAsync(string view, bool dark = false, int width = 1280, TestServer? server = null)
    {
        IBrowser browser = await PageBrowser.GetAsync();
        context = await browser.NewContextAsync(new()
        {
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        Page = await context.NewPageAsync();
        Page.PageError += (_, error) => errors.Enqueue(error);
        Page.Console += (_, message) =>
        {
            // The browser's own line about a refusal, which tests provoke.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                errors.Enqueue(message.Text);
            }
        };
        Page.Request += (_, request) => requests.Enqueue(request.Url);
        Assertions.SetDefaultExpectTimeout(Patience);
        TestServer at = server ?? await Shared.Value;
        await Page.GotoAsync($"{at.Client.BaseAddress}#{view}");
    }

    /// <summary>The file of a gallery of the server that all tests share.</summary>
    protected static async Task<string> FileOfAsync(string gallery) => (await Shared.Value).Folder[$"galleries/{gallery}.faces"];

    /// <summary>Starts a server of the preset whose scores the tests name; with a file of keys, requests need one of them.</summary>
    internal static Task<TestServer> StartServerAsync(string? keys = null) =>
        TestServer.StartAsync((options, _) => (options.Preset, options.KeysFile) = ("balanced", keys));

    /// <summary>Chooses files for an area.</summary>
    protected Task ChooseAsync(string area, params string[] files) => Page.Locator($"{area} input[type=file]").SetInputFilesAsync(files);

    /// <summary>Chooses bytes as a file for an area.</summary>
    protected Task ChooseAsync(string area, string name, byte[] content) => Page.Locator($"{area} input[type=file]").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "image/jpeg", Buffer = content });

    /// <summary>Makes a gallery of the test's own by the page's form.</summary>
    protected async Task<string> MakeGalleryAsync()
    {
        string id = "g" + Guid.NewGuid().ToString("N")[..12];
        await GoAsync("gallery");
        await Page.GetByLabel("New gallery").FillAsync(id);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await SeeAsync(Page.Locator("#gallery-choice option:checked"), id);
        return id;
    }

    /// <summary>Enrolls the largest face of each image by the page's form.</summary>
    protected async Task EnrollAsync(string gallery, string person, string name, params string[] files)
    {
        await GoAsync("enroll");
        await Page.Locator("#enroll-gallery").SelectOptionAsync(gallery);
        await Page.GetByLabel("Person id").FillAsync(person);
        await Page.GetByLabel("Name (optional)").FillAsync(name);
        await Page.GetByLabel("Face to enroll").SelectOptionAsync("largest");
        await ChooseAsync("#enroll-images", files);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enroll the images" }).ClickAsync();
        await SeeAsync(Page.Locator("#enroll-summary"), $"{files.Length} of {files.Length} image");
    }

    /// <summary>Chooses a view by its tab.</summary>
    protected async Task GoAsync(string view)
    {
        await Page.Locator($"#tab-{view}").ClickAsync();
        await Assertions.Expect(Page.Locator($"#view-{view}")).ToBeVisibleAsync();
    }

    /// <summary>Waits until an element is visible and holds a text.</summary>
    protected static async Task SeeAsync(ILocator element, string text) => await Assertions.Expect(element).ToContainTextAsync(text);
}

/// <summary>Releases the browser and the server after the last test.</summary>
[TestClass]
public static class PageTestAssembly
{
    [AssemblyCleanup]
    public static Task Cleanup() => PageTest.CloseSharedAsync();
}
