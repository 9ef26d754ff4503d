namespace FaceML.Recognition;

/// <summary>
/// Brightens aligned faces that are darker than any that a network has learned from: such faces resemble each other by their darkness.
/// </summary>
internal static class Exposure
{
    // Of 255: where a face counts as dark, and the mean that it gets.
    private const double Dark = 0.15 * 255, Lifted = 0.4 * 255;

    /// <summary>
    /// The face itself, or where its mean is below 15 % of white, one whose values are all multiplied so that it is 40 %.
    /// </summary>
    /// <param name="aligned">An aligned face; it stays as it is.</param>
    public static Image Lift(Image aligned)
    {
        long sum = 0;
        foreach (byte value in aligned.Pixels)
        {
            sum += value;
        }

        double mean = sum / (double)aligned.Pixels.Length;
        if (mean is 0 or >= Dark)
        {
            return aligned;
        }

        Image lifted = aligned.Clone();
        foreach (ref byte value in lifted.Pixels)
        {
            value = (byte)Math.Min(255, value * (Lifted / mean) + 0.5);
        }

        return lifted;
    }
}
