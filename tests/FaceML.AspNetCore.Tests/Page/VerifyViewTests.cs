namespace FaceML.AspNetCore.Tests.Page;

/// <summary>Two images and a decision, and every way in which images come.</summary>
[TestClass]
public sealed class VerifyViewTests : PageTest
{
    [TestMethod]
    public async Task one_person_on_two_images_is_a_match_with_score_threshold_and_promise()
    {
        await OpenAsync("verify");
        await ChooseAsync("#verify-a", First);
        await ChooseAsync("#verify-b", SamePerson);
        await SeeAsync(Page.Locator("#verify-a"), "3 faces found.");

        await CompareAsync();

        ILocator result = Page.Locator("#verify-result");
        await SeeAsync(result.GetByRole(AriaRole.Heading), "Match");
        await SeeAsync(result, "The two faces show the same person.");
        await SeeAsync(result, "above the threshold of 0.411");
        await SeeAsync(result, "at most 1 in 10,000 pairs of different people match");
        await Assertions.Expect(result.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex(
            "^Score 0\\.[0-9]+, above the threshold of 0\\.411, on a scale from -0\\.2 to 1\\.$"));
        await Assertions.Expect(result.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await Page.Locator("#verify-result summary").ClickAsync();
        await SeeAsync(result.Locator("dl"), "where it was 50 % before the comparison");
        await SeeAsync(result.Locator("dl"), "quality 93 of 100");
        await SeeAsync(result.Locator("dl"), "Networks");
    }

    [TestMethod]
    public async Task different_people_are_no_match_and_another_image_removes_the_decision()
    {
        await OpenAsync("verify");
        await ChooseAsync("#verify-a", First);
        await ChooseAsync("#verify-b", Other);
        await CompareAsync();
        await SeeAsync(Page.Locator("#verify-result").GetByRole(AriaRole.Heading), "No match");
        await SeeAsync(Page.Locator("#verify-a .note"), "3 faces, one of them compared.");

        await ChooseAsync("#verify-b", SamePerson);

        await Assertions.Expect(Page.Locator("#verify-result")).ToBeEmptyAsync();
        await SeeAsync(Page.Locator("#verify-a .note"), "3 faces found.");
    }

    [TestMethod]
    public async Task an_image_that_cannot_be_read_is_said_next_to_it()
    {
        await OpenAsync("verify");

        await ChooseAsync("#verify-a", "text.jpg", "no image"u8.ToArray());

        await SeeAsync(Page.Locator("#verify-a [role=alert]"), "image format");
        await Assertions.Expect(Page.Locator("#verify-b [role=alert]")).ToBeEmptyAsync();
    }

    [TestMethod]
    public async Task a_missing_image_is_named_and_gets_the_focus()
    {
        await OpenAsync("verify");
        await ChooseAsync("#verify-a", First);

        await CompareAsync();

        await SeeAsync(Page.Locator("#verify-error"), "Image B must be chosen first.");
        await Assertions.Expect(Page.Locator("#verify-b .drop")).ToBeFocusedAsync();
    }

    [TestMethod]
    public async Task images_can_be_dropped_and_pasted()
    {
        await OpenAsync("verify");

        await GiveAsync("#verify-b", "drop", First);
        await SeeAsync(Page.Locator("#verify-b .note"), "3 faces found.");
        await GiveAsync("body", "paste", Other);

        // What is pasted goes to the first area that is empty.
        await SeeAsync(Page.Locator("#verify-a .note"), "3 faces found.");
        await SeeAsync(Page.Locator("#verify-a .file-name"), "given.jpg");
    }

    [TestMethod]
    public async Task the_camera_gives_an_image_and_is_released()
    {
        await OpenAsync("verify");

        await TakeImageAsync();

        await SeeAsync(Page.Locator("#verify-a .file-name"), "camera.jpg");
        await SeeAsync(Page.Locator("#verify-a .note"), "No face found.");
        Assert.IsTrue(await Page.EvaluateAsync<bool>("document.getElementById('camera-video').srcObject === null"));
    }

    [TestMethod]
    public async Task a_camera_that_may_not_be_used_is_said_in_its_dialog()
    {
        await OpenAsync("verify");
        await Page.EvaluateAsync(
            "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError')); }");

        await Page.Locator("#verify-a").GetByRole(AriaRole.Button, new() { Name = "Use camera" }).ClickAsync();

        ILocator dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "Camera" });
        await SeeAsync(dialog.GetByRole(AriaRole.Alert), "The browser may not use the camera.");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Take the image" })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task a_server_that_cannot_be_reached_is_said_beside_the_button()
    {
        await OpenAsync("verify");
        await ChooseAsync("#verify-a", First);
        await ChooseAsync("#verify-b", Other);
        await Page.RouteAsync("**/v1/verify", route => route.AbortAsync());

        await CompareAsync();

        await SeeAsync(Page.Locator("#verify-error"), "The server cannot be reached. Is it running?");
    }

    [TestMethod]
    public async Task an_image_without_a_face_gets_no_decision_and_the_reason()
    {
        await OpenAsync("verify");
        await TakeImageAsync();
        await ChooseAsync("#verify-b", First);

        await CompareAsync();

        await SeeAsync(Page.Locator("#verify-result").GetByRole(AriaRole.Heading), "No decision");
        await SeeAsync(Page.Locator("#verify-result .decision-text"), "Image A: no face found.");
    }

    [TestMethod]
    public async Task a_face_is_boxed_where_the_server_found_it()
    {
        await OpenAsync("verify");

        await ChooseAsync("#verify-a", First);
        await SeeAsync(Page.Locator("#verify-a .note"), "3 faces found.");

        // The left edge of the first face, in pixels of the image: the box is white on a dark room.
        int brightest = await Page.EvaluateAsync<int>("""
            () => {
                const canvas = document.querySelector("#verify-a canvas");
                const scale = canvas.width / 1920;
                const { data } = canvas.getContext("2d").getImageData(413.8 * scale - 3, 475 * scale, 7, 1);
                return Math.max(...Array.from({ length: 7 }, (_, x) => Math.min(data[4 * x], data[4 * x + 1], data[4 * x + 2])));
            }
            """);
        Assert.IsGreaterThan(200, brightest);
    }

    [TestMethod]
    public async Task two_images_are_compared_by_keyboard_alone()
    {
        await OpenAsync("verify");

        // Dialogs go to the test as long as somebody listens: a pause between two listeners could be when the second one opens.
        Page.FileChooser += (_, _) => { };
        await Page.Locator("#tab-verify").FocusAsync();
        foreach (string file in (string[])[First, SamePerson])
        {
            // From the tab, or from the area before, to the next that is empty.
            await PressUntilFocusedAsync("Tab", ".drop");
            IFileChooser chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.Keyboard.PressAsync("Enter"));
            await chooser.SetFilesAsync(file);
        }

        await PressUntilFocusedAsync("Tab", "#verify-start");
        await Page.Keyboard.PressAsync("Enter");

        await SeeAsync(Page.Locator("#verify-result").GetByRole(AriaRole.Heading), "Match");
    }

    private async Task TakeImageAsync()
    {
        await Page.Locator("#verify-a").GetByRole(AriaRole.Button, new() { Name = "Use camera" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Take the image" }).ClickAsync();
        // The dialog closes before the image is in its place.
        await SeeAsync(Page.Locator("#verify-a"), "camera.jpg");
    }

    private Task CompareAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Compare the faces" }).ClickAsync();

    private async Task PressUntilFocusedAsync(string key, string selector)
    {
        for (int presses = 0; presses < 20; presses++)
        {
            await Page.Keyboard.PressAsync(key);
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{selector} is not reached by {key}.");
    }

    private async Task GiveAsync(string target, string kind, string file)
    {
        string content = Convert.ToBase64String(await File.ReadAllBytesAsync(file));
        await Page.EvaluateAsync("""
            ([target, kind, content]) => {
                const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
                const data = new DataTransfer();
                data.items.add(new File([bytes], "given.jpg", { type: "image/jpeg" }));
                const options = { bubbles: true, cancelable: true };
                document.querySelector(target).dispatchEvent(kind === "drop"
                    ? new DragEvent("drop", { ...options, dataTransfer: data })
                    : new ClipboardEvent("paste", { ...options, clipboardData: data }));
            }
            """, new[] { target, kind, content });
    }
}
