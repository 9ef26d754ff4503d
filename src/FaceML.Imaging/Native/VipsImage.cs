using Microsoft.Win32.SafeHandles;

namespace FaceML.Imaging.Native;

/// <summary>A reference to one of libvips' images: a recipe of pixels, computed when they are fetched.</summary>
internal sealed unsafe class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    // VipsBandFormat and VipsInterpretation, libvips' header image.h.
    public const int FormatByte = 0;
    public const int Cmyk = 15;
    public const int SRgb = 22;

    /// <summary>Takes over a reference.</summary>
    public VipsImage(nint handle)
        : base(ownsHandle: true)
    {
        if (handle == 0)
        {
            throw new VipsException(VipsError.Take());
        }

        SetHandle(handle);
    }

    public nint Pointer => handle;

    public int Width => Vips.GetWidth(handle);

    public int Height => Vips.GetHeight(handle);

    public int Bands => Vips.GetBands(handle);

    public int Format => Vips.GetFormat(handle);

    public int Interpretation => Vips.GetInterpretation(handle);

    public int Orientation => Vips.GetOrientation(handle);

    public int Pages => Vips.GetPages(handle);

    public bool HasAlpha => Vips.HasAlpha(handle) != 0;

    /// <summary>The embedded colour profile; empty when there is none. Lives as long as this image.</summary>
    public ReadOnlySpan<byte> Profile =>
        Vips.GetFieldType(handle, "icc-profile-data") != 0 && Vips.GetField(handle, "icc-profile-data", out void* data, out nuint length) == 0
            ? new ReadOnlySpan<byte>(data, (int)length)
            : default;

    /// <summary>Another reference to the same image, disposed on its own.</summary>
    public VipsImage Share() => new(Vips.Ref(handle));

    protected override bool ReleaseHandle()
    {
        Vips.Unref(handle);
        return true;
    }
}
