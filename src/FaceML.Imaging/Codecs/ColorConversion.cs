using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging;

/// <summary>Whatever colors were stored become sRGB, three bands of 8 bits.</summary>
internal static class ColorConversion
{
    /// <summary>Converts. Profile first, then color space, then transparency, then depth.</summary>
    /// <param name="source">The image as it was opened.</param>
    /// <param name="background">What lies behind transparent pixels.</param>
    /// <param name="images">Takes over what is made on the way, the result included unless it is the source.</param>
    public static VipsImage ToRgb(VipsImage source, Rgb background, VipsImages images)
    {
        Enums.Interpretation space = source.Interpretation;
        VipsImage image = source;
        if (ApplyProfile(source, space == Enums.Interpretation.Cmyk) is { } converted)
        {
            image = images.Add(converted);
        }
        else if (space != Enums.Interpretation.Srgb)
        {
            image = images.Add(source.Colourspace(Enums.Interpretation.Srgb));
        }

        if (image.HasAlpha())
        {
            image = images.Add(image.Flatten([background.Red, background.Green, background.Blue]));
        }

        int bands = image.Bands;
        if (bands > 3)
        {
            image = images.Add(image.ExtractBand(0, 3));
        }
        else if (bands == 1)
        {
            image = images.Add(image.Colourspace(Enums.Interpretation.Srgb));
        }

        return image.Format == Enums.BandFormat.Uchar ? image : images.Add(image.Cast(Enums.BandFormat.Uchar));
    }

    // Null when there is nothing to convert by: no profile, sRGB's own, or one that does not fit the pixels.
    private static VipsImage? ApplyProfile(VipsImage source, bool cmyk)
    {
        const string profile = "icc-profile-data";
        if (!cmyk && (source.GetTypeOf(profile) != GValue.BlobType || IccProfile.IsSRgb((byte[])source.Get(profile))))
        {
            return null;
        }

        try
        {
            // A file of four inks without a profile is read by libvips' own.
            return source.IccTransform(
                "srgb", embedded: true, intent: Enums.Intent.Perceptual, depth: 8, inputProfile: cmyk ? "cmyk" : null);
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
