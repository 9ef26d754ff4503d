using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging.Tests;

/// <summary>JPEG files of kinds that our own encoder does not make.</summary>
internal static class JpegFile
{
    /// <summary>Inserts an EXIF segment with nothing but the orientation (EXIF 2.32, tag 0x0112) behind the start marker.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] segment =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II"u8, 0x2A, 0, 8, 0, 0, 0,
            1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg.AsSpan(0, 2), .. segment, .. jpeg.AsSpan(2)];
    }

    /// <summary>
    /// The image with four inks, converted by the press profile that libvips brings; with or without that profile in the file.
    /// </summary>
    public static byte[] Cmyk(Image image, bool withProfile)
    {
        using VipsImage source = VipsImage.PngloadBuffer(image.Encode(ImageFormat.Png));
        using VipsImage inks = source.IccTransform("cmyk", inputProfile: "srgb");
        return inks.JpegsaveBuffer(q: 98, keep: withProfile ? Enums.ForeignKeep.Icc : Enums.ForeignKeep.None);
    }

    /// <summary>A PNG whose pixels are in the Display P3 color space and whose profile says so.</summary>
    public static byte[] DisplayP3Png(Image image)
    {
        using VipsImage source = VipsImage.PngloadBuffer(image.Encode(ImageFormat.Png));
        using VipsImage wide = source.IccTransform("p3", inputProfile: "srgb");
        return wide.PngsaveBuffer(keep: Enums.ForeignKeep.Icc);
    }
}
