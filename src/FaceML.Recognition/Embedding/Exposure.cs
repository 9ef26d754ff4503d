namespace FaceML.Recognition;

/// <summary>
/// Brightens aligned faces that are darker, and stretches those that have less contrast, than any that a network has learned from: such
/// faces resemble each other by their darkness or their gray.
/// </summary>
internal static class Exposure
{
    // Of 255: where a face counts as dark, and the mean that it gets.
    private const double Dark = 0.15 * 255, Lifted = 0.4 * 255;

    // Of 255: the standard deviation of a face below which it counts as flat, that which it gets, and where its mean lies then.
    private const double Flat = 28, Stretched = 50, LeastMean = 90, MostMean = 165;

    /// <summary>
    /// The face itself; where its mean is below 15 % of white, one whose values are all multiplied so that it is 40 %; where the values
    /// then deviate by less than 28 of 255 from their mean, one in which they deviate by 50.
    /// </summary>
    /// <param name="aligned">An aligned face; it stays as it is.</param>
    public static Image Lift(Image aligned)
    {
        long sum = 0, squares = 0;
        foreach (byte value in aligned.Pixels)
        {
            sum += value;
            squares += value * value;
        }

        double mean = sum / (double)aligned.Pixels.Length;
        double deviation = Math.Sqrt(Math.Max(0, squares / (double)aligned.Pixels.Length - mean * mean));
        if (deviation == 0)
        {
            return aligned;
        }

        double factor = mean < Dark ? Lifted / mean : 1, middle = mean * factor;
        if (deviation * factor < Flat)
        {
            factor = Stretched / deviation;
            middle = Math.Clamp(middle, LeastMean, MostMean);
        }

        return factor == 1 ? aligned : Changed(aligned, factor, middle - factor * mean);
    }

    private static Image Changed(Image aligned, double factor, double offset)
    {
        Image changed = aligned.Clone();
        foreach (ref byte value in changed.Pixels)
        {
            value = (byte)Math.Clamp(value * factor + offset + 0.5, 0, 255);
        }

        return changed;
    }
}
