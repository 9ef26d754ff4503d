using FaceML.Imaging.Native;

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

    /// <summary>The picture with four inks, converted by the press profile that libvips brings; with or without that profile in the file.</summary>
    public static byte[] Cmyk(Image image, bool withProfile)
    {
        using VipsImage source = Raw(image.Encode(ImageFormat.Png), "pngload_buffer");
        using VipsOperation convert = new VipsOperation("icc_transform").Set("in", source).Set("output-profile", "cmyk").Set("input-profile", "srgb");
        using VipsImage inks = convert.BuildImage();
        using VipsOperation save = new VipsOperation("jpegsave_buffer").Set("in", inks).Set("Q", 98).Set("keep", withProfile ? 8 : 0); // VIPS_FOREIGN_KEEP_ICC
        return save.BuildBytes();
    }

    /// <summary>A PNG whose pixels are in the Display P3 colour space and whose profile says so.</summary>
    public static byte[] DisplayP3Png(Image image)
    {
        using VipsImage source = Raw(image.Encode(ImageFormat.Png), "pngload_buffer");
        using VipsOperation convert = new VipsOperation("icc_transform").Set("in", source).Set("output-profile", "p3").Set("input-profile", "srgb");
        using VipsImage wide = convert.BuildImage();
        using VipsOperation save = new VipsOperation("pngsave_buffer").Set("in", wide).Set("keep", 8);
        return save.BuildBytes();
    }

    // The bytes stay referenced by the arrays below until the process ends: fixtures are few and small.
    private static unsafe VipsImage Raw(byte[] file, string loader)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(file.Length, pinned: true);
        file.CopyTo(pinned, 0);
        Kept.Add(pinned);
        fixed (byte* data = pinned)
        {
            using VipsOperation load = new VipsOperation(loader).SetMemory("buffer", data, pinned.Length);
            return load.BuildImage();
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentBag<byte[]> Kept = [];
}
