using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace FaceML.AspNetCore.Tests.Page;

/// <summary>What holds for every view of the page.</summary>
[TestClass]
public sealed class PageTests : PageTest
{
    private static readonly string[] Views = ["verify", "identify", "enroll", "gallery", "models"];

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task no_view_has_a_serious_accessibility_violation_in_light_or_dark(bool dark)
    {
        await OpenAsync("verify", dark);
        await FillEveryViewAsync();

        foreach (string view in Views)
        {
            await GoAsync(view);
            await NoViolationAsync($"{view}, {(dark ? "dark" : "light")}");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task no_dialog_has_a_serious_accessibility_violation_in_light_or_dark(bool dark)
    {
        await OpenAsync("gallery", dark);
        string gallery = await MakeGalleryAsync();
        await EnrollAsync(gallery, "anna", "Anna", First);
        await GoAsync("gallery");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Anna" }).ClickAsync();
        await Page.Locator("#person-dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await NoViolationAsync("the question whether to remove");
        await Page.Keyboard.PressAsync("Escape");
        await NoViolationAsync("the person");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "API key" }).ClickAsync();
        await NoViolationAsync("the API key");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Anna" }).ClickAsync();
        await Page.Locator("#person-dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove Anna" }).ClickAsync();
        await SeeAsync(Page.Locator("#gallery-receipt"), "is removed");
        await NoViolationAsync("the receipt");
    }

    [TestMethod]
    public async Task every_view_fits_a_window_of_360_pixels()
    {
        await OpenAsync("verify", width: 360);
        await FillEveryViewAsync();

        foreach (string view in Views)
        {
            await GoAsync(view);
            int over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.IsLessThanOrEqualTo(0, over, $"{view} is {over} pixels too wide.");
        }
    }

    [TestMethod]
    public async Task a_view_is_chosen_by_its_address_and_by_arrow_keys()
    {
        await OpenAsync("identify");
        await Assertions.Expect(Page.Locator("#view-identify")).ToBeVisibleAsync();

        await Page.Locator("#tab-identify").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");

        await Assertions.Expect(Page.Locator("#view-enroll")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("#tab-enroll")).ToBeFocusedAsync();
        await Assertions.Expect(Page.Locator("#tab-enroll")).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(Page.Locator("#view-identify")).ToBeHiddenAsync();
        StringAssert.EndsWith(Page.Url, "#enroll");
    }

    [TestMethod]
    public async Task the_theme_is_the_systems_until_another_is_chosen()
    {
        await OpenAsync("verify", dark: true);
        ILocator theme = Page.GetByRole(AriaRole.Button, new() { Name = "Dark" });
        await Assertions.Expect(theme).ToHaveAttributeAsync("aria-pressed", "true");
        string dark = await PaperAsync();

        await theme.ClickAsync();
        string light = await PaperAsync();
        await Page.ReloadAsync();

        Assert.AreNotEqual(dark, light);
        Assert.AreEqual(light, await PaperAsync());
    }

    [TestMethod]
    public async Task no_image_leaves_memory_and_nothing_is_loaded_from_elsewhere()
    {
        await OpenAsync("verify");
        await FillEveryViewAsync();

        string kept = await Page.EvaluateAsync<string>("""
            async () => JSON.stringify([
                Object.keys(localStorage), Object.keys(sessionStorage), document.cookie,
                (await indexedDB.databases()).map(base => base.name), await caches.keys()])
            """);
        Assert.AreEqual("""[[],[],"",[],[]]""", kept);
        string origin = new Uri(Page.Url).GetLeftPart(UriPartial.Authority);
        string[] elsewhere = [.. Requests.Where(address => !address.StartsWith(origin, StringComparison.Ordinal))];
        Assert.IsEmpty(elsewhere, string.Join('\n', elsewhere));
    }

    [TestMethod]
    public async Task models_are_shown_with_what_they_promise()
    {
        await OpenAsync("models");

        ILocator card = Page.Locator("#models-list article").First;
        await SeeAsync(card.GetByRole(AriaRole.Heading), "balanced");
        await SeeAsync(card, "ready");
        await SeeAsync(card, "at most 1 in 10,000 pairs of different people match");
        await SeeAsync(card, "Networks");
    }

    // A decision, an answer and a refusal in each view that has them.
    private async Task FillEveryViewAsync()
    {
        string gallery = await MakeGalleryAsync();
        await EnrollAsync(gallery, "anna", "Anna", First);
        await ChooseAsync("#enroll-images", "text.jpg", "no image"u8.ToArray());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enroll the images" }).ClickAsync();
        await SeeAsync(Page.Locator("#enroll-list"), "Not enrolled");
        await GoAsync("identify");
        await Page.Locator("#identify-gallery").SelectOptionAsync(gallery);
        await ChooseAsync("#identify-image", First);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Identify the faces" }).ClickAsync();
        await SeeAsync(Page.Locator("#identify-result"), "Anna");
        await GoAsync("verify");
        await ChooseAsync("#verify-a", First);
        await ChooseAsync("#verify-b", SamePerson);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Compare the faces" }).ClickAsync();
        await SeeAsync(Page.Locator("#verify-result"), "Match");
        await Page.Locator("#verify-result summary").ClickAsync();
    }

    private async Task NoViolationAsync(string where)
    {
        AxeResult result = await Page.RunAxe();
        string[] violations =
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               select $"{where}: {violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}",
        ];
        Assert.IsEmpty(violations, string.Join('\n', violations));
    }

    private Task<string> PaperAsync() => Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
