using FaceML.Imaging.Native;

namespace FaceML.Imaging;

/// <summary>Whatever colours were stored become sRGB, three bands of 8 bits.</summary>
internal static class ColorConversion
{
    /// <summary>Converts. Profile first, then colour space, then transparency, then depth.</summary>
    public static VipsImage ToRgb(VipsImage source, Rgb background)
    {
        VipsImage image = ApplyProfile(source)
            ?? (source.Interpretation == VipsImage.SRgb ? source.Share() : Step("colourspace", source, op => op.Set("space", VipsImage.SRgb)));
        if (image.HasAlpha)
        {
            image = Replace(image, "flatten", op => op.Set("background", [background.Red, background.Green, background.Blue]));
        }

        if (image.Bands > 3)
        {
            image = Replace(image, "extract_band", op => op.Set("band", 0).Set("n", 3));
        }

        if (image.Bands == 1)
        {
            image = Replace(image, "colourspace", op => op.Set("space", VipsImage.SRgb));
        }

        if (image.Format != VipsImage.FormatByte)
        {
            image = Replace(image, "cast", op => op.Set("format", VipsImage.FormatByte));
        }

        int bands = image.Bands;
        if (bands != 3)
        {
            image.Dispose();
            throw new VipsException($"{bands} channels cannot be shown as red, green and blue");
        }

        return image;
    }

    // Null when there is nothing to convert by: no profile, sRGB's own, or one that does not fit the pixels.
    private static VipsImage? ApplyProfile(VipsImage source)
    {
        bool cmyk = source.Interpretation == VipsImage.Cmyk;
        ReadOnlySpan<byte> profile = source.Profile;
        if (!cmyk && (profile.IsEmpty || IccProfile.IsSRgb(profile)))
        {
            return null;
        }

        try
        {
            return Step("icc_transform", source, op =>
            {
                op.Set("output-profile", "srgb").Set("embedded", true).Set("intent", 0).Set("depth", 8); // VIPS_INTENT_PERCEPTUAL
                if (cmyk)
                {
                    op.Set("input-profile", "cmyk"); // libvips' own, for files without
                }
            });
        }
        catch (VipsException)
        {
            return null;
        }
    }

    private static VipsImage Replace(VipsImage image, string operation, Action<VipsOperation> set)
    {
        using (image)
        {
            return Step(operation, image, set);
        }
    }

    private static VipsImage Step(string operation, VipsImage image, Action<VipsOperation> set)
    {
        using VipsOperation step = new VipsOperation(operation).Set("in", image);
        set(step);
        return step.BuildImage();
    }
}
