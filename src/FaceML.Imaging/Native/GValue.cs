using System.Runtime.InteropServices;

namespace FaceML.Imaging.Native;

/// <summary>GLib's tagged value, through which libvips' operations take and give their arguments.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    // GLib numbers its fundamental types in steps of four (G_TYPE_MAKE_FUNDAMENTAL); the numbers are part of its ABI.
    public const nuint Boolean = 5 << 2;
    public const nuint Int = 6 << 2;
    public const nuint Double = 15 << 2;
    public const nuint String = 16 << 2;

    public nuint Type;
    private readonly long data0;
    private readonly long data1;
}
