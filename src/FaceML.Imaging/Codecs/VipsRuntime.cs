using NetVips;

namespace FaceML.Imaging;

/// <summary>
/// Starts libvips and sets it up for untrusted images that are decoded side by side. The settings hold for the whole process: an
/// application that uses NetVips itself has them, too, from the first image on that FaceML decodes or encodes.
/// </summary>
internal static class VipsRuntime
{
    private const Enums.LogLevelFlags WarningAndBelow =
        Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Message | Enums.LogLevelFlags.Info | Enums.LogLevelFlags.Debug;

    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Sets libvips up at the first call.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing.</exception>
    public static void EnsureStarted() => _ = Started.Value;

    /// <summary>Discards the error text that earlier images left behind: libvips has one text for the whole process.</summary>
    public static void ClearErrors() => _ = new VipsException(""); // its constructor is NetVips' one public way to do so

    /// <summary>What libvips says of a failure: its last two lines, never empty.</summary>
    public static string Reason(VipsException error) => Reason(error.Message);

    internal static string Reason(string message)
    {
        // The first line is NetVips' own, "unable to call …". With several threads failing at once, a line may be of another's image.
        IEnumerable<string> lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1);
        string reason = string.Join("; ", lines.Distinct().TakeLast(2));
        return reason.Length == 0 ? "no reason given" : reason;
    }

    private static bool Start()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new DllNotFoundException(
                "FaceML decodes images with libvips, which did not start. The package NetVips.Native of this operating system must be "
                    + "referenced "
                + "(FaceML.Imaging does so), or libvips must be installed.", ModuleInitializer.Exception);
        }

        // Callers decode images side by side; every image is seen once, so a cache would only grow.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        NetVips.NetVips.BlockUntrusted = true;
        // A library writes to no console: what matters of a warning is reported as an error.
        Log.SetLogHandler("VIPS", WarningAndBelow, static (_, _, _) => { });
        return true;
    }
}
