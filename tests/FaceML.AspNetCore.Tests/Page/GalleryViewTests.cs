using FaceML.Galleries;
using FaceML.Galleries.Erasure;

namespace FaceML.AspNetCore.Tests.Page;

/// <summary>Enroll, identify, browse, remove; and the key for it.</summary>
[TestClass]
public sealed class GalleryViewTests : PageTest
{
    [TestMethod]
    public async Task enrolled_people_are_named_and_others_are_unknown()
    {
        string gallery = await OpenNewGalleryAsync();
        await EnrollAsync(gallery, "a1", "Anna", First);
        await GoAsync("identify");
        await Page.Locator("#identify-gallery").SelectOptionAsync(gallery);
        await ChooseAsync("#identify-image", SamePerson);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Identify the faces" }).ClickAsync();

        ILocator faces = Page.Locator("#identify-result .faces > li");
        await Assertions.Expect(faces).ToHaveCountAsync(3);
        await Assertions.Expect(faces.GetByRole(AriaRole.Heading).Filter(new() { HasText = "Anna" })).ToHaveCountAsync(1);
        await Assertions.Expect(faces.GetByRole(AriaRole.Heading).Filter(new() { HasText = "unknown" })).ToHaveCountAsync(2);
        await SeeAsync(Page.Locator("#identify-result .promise"), "A face is a person of the gallery");
        await SeeAsync(faces.Filter(new() { HasText = "Id a1" }).Locator("tbody"), "match");
    }

    [TestMethod]
    public async Task a_person_is_on_an_image_once_and_a_second_face_like_it_says_which_one_is_the_persons()
    {
        string gallery = await OpenNewGalleryAsync();
        await EnrollAsync(gallery, "a1", "Anna", First, Another);
        await GoAsync("identify");
        await Page.Locator("#identify-gallery").SelectOptionAsync(gallery);
        await ChooseAsync("#identify-image", SamePerson);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Identify the faces" }).ClickAsync();

        await SeeAsync(Page.Locator("#identify-result .faces > li").Nth(2), "Anna is face 2, with a higher score");
    }

    [TestMethod]
    public async Task each_image_that_is_not_enrolled_has_its_reason()
    {
        string gallery = await OpenNewGalleryAsync();
        await EnrollAsync(gallery, "anna", "", First);

        await ChooseAsync("#enroll-images", "again.jpg", await File.ReadAllBytesAsync(First));
        await ChooseAsync("#enroll-images", "text.jpg", "no image"u8.ToArray());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enroll the images" }).ClickAsync();

        await SeeAsync(Page.Locator("#enroll-summary"), "0 of 2 images enrolled");
        await SeeAsync(Page.Locator("#enroll-list li").Nth(1), "already enrolled");
        await SeeAsync(Page.Locator("#enroll-list li").Nth(2), "Not enrolled");
        await SeeAsync(Page.Locator("#enroll-list li").Nth(2), "image format");
    }

    [TestMethod]
    public async Task several_faces_are_refused_unless_one_is_asked_for()
    {
        string gallery = await OpenNewGalleryAsync();
        await GoAsync("enroll");
        await Page.Locator("#enroll-gallery").SelectOptionAsync(gallery);
        await Page.GetByLabel("Person id").FillAsync("anna");
        await ChooseAsync("#enroll-images", First);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enroll the images" }).ClickAsync();
        await SeeAsync(Page.Locator("#enroll-list li"), "several faces");
        await SeeAsync(Page.Locator("#enroll-list li"), "Choose which one under \"Face to enroll\".");

        await Page.GetByLabel("Face to enroll").SelectOptionAsync("largest");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enroll the images" }).ClickAsync();

        await SeeAsync(Page.Locator("#enroll-list li"), "Enrolled as anna");
    }

    [TestMethod]
    public async Task people_are_found_by_id_and_by_name()
    {
        string gallery = await OpenNewGalleryAsync();
        await EnrollAsync(gallery, "a1", "Anna", First);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear the list" }).ClickAsync();
        await EnrollAsync(gallery, "b2", "Berta", Other);
        await GoAsync("gallery");
        ILocator people = Page.Locator("#gallery-people li");
        await Assertions.Expect(people).ToHaveCountAsync(2);

        foreach (string text in (string[])["bert", "B2"])
        {
            await Page.GetByLabel("Search for an id or a name").FillAsync(text);
            await Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
            await SeeAsync(Page.Locator("#gallery-status"), "1 person found among 2.");
            await SeeAsync(people, "Berta");
        }
    }

    [TestMethod]
    public async Task people_are_listed_page_by_page()
    {
        string gallery = await OpenNewGalleryAsync();
        EnrollMany(await FileOfAsync(gallery), 25);
        await Page.ReloadAsync();
        await Page.Locator("#gallery-choice").SelectOptionAsync(gallery);
        ILocator people = Page.Locator("#gallery-people li");
        await SeeAsync(Page.Locator("#gallery-status"), "1 to 20 of 25 people");
        await Assertions.Expect(people).ToHaveCountAsync(20);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();

        await SeeAsync(Page.Locator("#gallery-status"), "21 to 25 of 25 people");
        await Assertions.Expect(people).ToHaveCountAsync(5);
        await SeeAsync(people.Last, "p25");
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Next page" })).ToBeHiddenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Previous page" }).ClickAsync();
        await SeeAsync(Page.Locator("#gallery-status"), "1 to 20 of 25 people");
        await SeeAsync(people.First, "p01");
    }

    [TestMethod]
    public async Task a_person_is_removed_after_a_question_that_names_the_person_and_the_receipt_can_be_saved()
    {
        string gallery = await OpenNewGalleryAsync();
        await EnrollAsync(gallery, "a1", "Anna", First, SamePerson);
        await GoAsync("gallery");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Anna" }).ClickAsync();
        ILocator dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "Anna" });
        await SeeAsync(dialog, "2 templates");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        ILocator question = Page.GetByRole(AriaRole.Alertdialog);
        await SeeAsync(question, $"Remove Anna (id a1) with 2 templates from the gallery \"{gallery}\"?");
        await Assertions.Expect(question.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();

        await question.GetByRole(AriaRole.Button, new() { Name = "Remove Anna" }).ClickAsync();

        await SeeAsync(Page.Locator("#gallery-receipt"), "Anna (id a1) is removed");
        await SeeAsync(Page.Locator("#gallery-people"), "The gallery is empty.");
        IDownload saved = await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Link, new() { Name = "Download receipt" }).ClickAsync());
        await using Stream content = await saved.CreateReadStreamAsync();
        var receipt = ErasureReceipt.FromJson(await new StreamReader(content).ReadToEndAsync());
        Assert.AreEqual(("a1", 2), (receipt.Person, receipt.Templates));
        Assert.IsTrue(receipt.Verify(Convert.FromBase64String(await ReceiptKeyAsync(gallery))), "The receipt is not the gallery's.");
    }

    [TestMethod]
    public async Task a_person_stays_when_the_question_is_not_confirmed()
    {
        string gallery = await OpenNewGalleryAsync();
        await EnrollAsync(gallery, "a1", "Anna", First);
        await GoAsync("gallery");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Anna" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog, new() { Name = "Anna" }).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await SeeAsync(Page.Locator("#gallery-people"), "Anna");
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Anna" })).ToBeFocusedAsync();
    }

    [TestMethod]
    public async Task a_gallery_that_exists_is_not_made_again()
    {
        string gallery = await OpenNewGalleryAsync();

        await Page.GetByLabel("New gallery").FillAsync(gallery);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await SeeAsync(Page.Locator("#gallery-create-error"), gallery);
    }

    [TestMethod]
    public async Task a_key_is_asked_for_where_the_server_requires_one_and_ends_with_the_tab()
    {
        using var folder = new TemporaryFolder();
        string key = TestServer.AddKey(folder["keys.json"], "page", Enum.GetValues<FaceMLScope>());
        await using TestServer server = await StartServerAsync(folder["keys.json"]);
        await OpenAsync("models", server: server);
        ILocator dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "API key" });
        await Page.GetByLabel("Key", new() { Exact = true }).FillAsync("wrong");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();

        await Page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();

        await SeeAsync(Page.Locator("#models-list"), "balanced");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        string kept = await Page.EvaluateAsync<string>("JSON.stringify([Object.keys(localStorage), Object.values(sessionStorage)])");
        Assert.AreEqual(JsonSerializer.Serialize(new[] { [], new[] { key } }), kept);
    }

    // As another process does: the server sees what others write into its galleries.
    private static void EnrollMany(string file, int people)
    {
        using Gallery gallery = Gallery.OpenFile(file);
        GalleryRecipe recipe = gallery.Definition.Recipe;
        var random = new Random(1);
        gallery.Enroll([.. from person in Enumerable.Range(1, people) select new Enrollment($"p{person:00}", Direction(random), recipe)]);
    }

    private static float[] Direction(Random random)
    {
        float[] vector = [.. Enumerable.Range(0, 512).Select(_ => random.NextSingle() - 0.5f)];
        float length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    private async Task<string> OpenNewGalleryAsync()
    {
        await OpenAsync("gallery");
        return await MakeGalleryAsync();
    }

    private async Task<string> ReceiptKeyAsync(string gallery) =>
        await Page.EvaluateAsync<string>("async gallery => (await (await fetch(`v1/galleries/${gallery}`)).json()).receiptKey", gallery);
}
