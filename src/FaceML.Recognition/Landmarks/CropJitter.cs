namespace FaceML.Recognition;

/// <summary>The crops that landmarks are averaged over: fixed, so the same image gives the same points.</summary>
internal static class CropJitter
{
    // Shift along x and y and change of size, as shares of the box. The first is the box itself; each further pair cancels out.
    private static readonly (float X, float Y, float Size)[] Steps =
    [
        (0, 0, 0),
        (0.04f, 0.04f, 0.05f), (-0.04f, -0.04f, 0.05f),
        (0.04f, -0.04f, -0.03f), (-0.04f, 0.04f, -0.03f),
        (0.06f, 0, 0.02f), (-0.06f, 0, 0.02f),
        (0, 0.06f, 0), (0, -0.06f, 0),
    ];

    internal static Box Crop(in Box box, int pass)
    {
        (float x, float y, float size) = Steps[pass];
        float width = box.Width, height = box.Height;
        return new(
            box.Left + (x - size / 2) * width,
            box.Top + (y - size / 2) * height,
            box.Right + (x + size / 2) * width,
            box.Bottom + (y + size / 2) * height);
    }
}
