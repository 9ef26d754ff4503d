namespace FaceML.Recognition;

/// <summary>How a part of an image is shown to a network: what of the image fills the input, and in which size.</summary>
/// <param name="Shown">What fills the input; may reach beyond the image, where it is black.</param>
/// <param name="Width">The input's columns.</param>
/// <param name="Height">The input's rows.</param>
internal readonly record struct InputView(Box Shown, int Width, int Height)
{
    /// <summary>Fits a part of an image into an input by the card's rule.</summary>
    /// <param name="part">The part.</param>
    /// <param name="input">The card's input.</param>
    /// <param name="longestSide">For inputs without a fixed size: larger parts are reduced to this.</param>
    internal static InputView Of(in Box part, NetworkInput input, int longestSide)
    {
        if (input.Resizing is { } resizing)
        {
            return Resized(part, resizing.Multiple, longestSide);
        }

        return new(input.Fit == InputFit.Letterbox ? Letterboxed(part, input.Width, input.Height) : part, input.Width, input.Height);
    }

    // Evenly scaled, then filled up with black on the right and at the bottom to the next multiple.
    private static InputView Resized(in Box part, int multiple, int longestSide)
    {
        float scale = MathF.Min(1, longestSide / MathF.Max(part.Width, part.Height));
        int width = Up(part.Width * scale, multiple), height = Up(part.Height * scale, multiple);
        return new(new(part.Left, part.Top, part.Left + width / scale, part.Top + height / scale), width, height);
    }

    private static int Up(float side, int multiple) =>
        Math.Clamp((int)MathF.Ceiling(side / multiple), 1, Math.Max(1, NetworkCardRules.MaxSide / multiple)) * multiple;

    private static Box Letterboxed(in Box part, int width, int height)
    {
        float scale = MathF.Min(width / part.Width, height / part.Height);
        float x = (width / scale - part.Width) / 2, y = (height / scale - part.Height) / 2;
        return new(part.Left - x, part.Top - y, part.Right + x, part.Bottom + y);
    }
}
