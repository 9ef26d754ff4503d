using System.Runtime.InteropServices;

namespace FaceML.Imaging.Native;

/// <summary>libvips' error text. It has one for the whole process: with several threads failing at once, a text may belong to another's picture.</summary>
internal static class VipsError
{
    /// <summary>Forgets what warnings of earlier pictures left behind.</summary>
    public static void Clear() => Vips.ClearError();

    /// <summary>Takes and clears the text; its lines joined, never empty.</summary>
    public static string Take()
    {
        nint text = Vips.CopyErrorBuffer();
        string message = Marshal.PtrToStringUTF8(text) ?? "";
        Vips.Free(text);
        IEnumerable<string> lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().TakeLast(2);
        string joined = string.Join("; ", lines);
        return joined.Length == 0 ? "no reason given" : joined;
    }
}

/// <summary>An operation of libvips failed. Internal: turned into the public errors where the file's name is known.</summary>
/// <param name="message">What libvips says.</param>
internal sealed class VipsException(string message) : Exception(message);
