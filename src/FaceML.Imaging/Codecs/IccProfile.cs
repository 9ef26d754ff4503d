namespace FaceML.Imaging;

/// <summary>Just enough of color profiles to leave alone the pixels that are sRGB already.</summary>
internal static class IccProfile
{
    // Most cameras and telephones embed a profile that says sRGB; converting by it would cost more than decoding and change nothing.
    public static bool IsSRgb(ReadOnlySpan<byte> profile) =>
        profile.IndexOf("sRGB"u8) >= 0 || profile.IndexOf("s\0R\0G\0B"u8) >= 0;
}
