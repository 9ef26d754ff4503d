namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class InputViewTests
{
    [TestMethod]
    public void stretching_shows_the_part_alone() =>
        Assert.AreEqual(new InputView(new(0, 0, 200, 100), 320, 320), View(200, 100, InputFit.Stretch));

    [TestMethod]
    public void letterboxing_puts_a_wide_picture_between_two_bars() =>
        Assert.AreEqual(new InputView(new(0, -50, 200, 150), 320, 320), View(200, 100, InputFit.Letterbox));

    [TestMethod]
    public void letterboxing_puts_a_tall_picture_between_two_bars() =>
        Assert.AreEqual(new InputView(new(-50, 0, 150, 200), 320, 320), View(100, 200, InputFit.Letterbox));

    [TestMethod]
    public void a_free_size_keeps_the_pictures_own_and_fills_up_to_the_multiple() =>
        Assert.AreEqual(new InputView(new(0, 0, 256, 128), 256, 128), View(250, 100, InputFit.Stretch, 640));

    [TestMethod]
    public void a_large_picture_is_reduced_evenly()
    {
        InputView view = View(1280, 700, InputFit.Stretch, 640);
        Assert.AreEqual((640, 352), (view.Width, view.Height));
        Assert.AreEqual(new Box(0, 0, 1280, 704), view.Shown);
    }

    private static InputView View(int width, int height, InputFit fit, int longestSide = 0)
    {
        NetworkInput input = Installed.Detector.Card.Inputs[0] with
        {
            Width = 320,
            Height = 320,
            Fit = fit,
            Resizing = longestSide > 0 ? new() { Multiple = 32, LongestSide = longestSide } : null
        };
        return InputView.Of(new(0, 0, width, height), input, longestSide);
    }
}
