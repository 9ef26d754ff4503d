using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceML.Imaging.Native;

/// <summary>Finds libvips beside the program, starts it once and sets it up for many pictures side by side.</summary>
internal static unsafe class VipsLibrary
{
    /// <summary>The name by which imports ask for the library; the resolver turns it into a file.</summary>
    public const string Name = "faceml-vips";

    private const int WarningAndBelow = 0xFC & ~0x0C; // GLib's log levels without the fatal ones, G_LOG_LEVEL_ERROR and _CRITICAL

    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Starts libvips at the first call.</summary>
    /// <exception cref="DllNotFoundException">The native library is not there.</exception>
    public static void EnsureStarted() => _ = Started.Value;

    private static bool Start()
    {
        NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, Resolve);
        if (Vips.Init("FaceML") != 0)
        {
            throw new InvalidOperationException($"libvips did not start: {VipsError.Take()}");
        }

        // Callers run pictures side by side; every picture is seen once, so a cache would only grow.
        Vips.SetConcurrency(1);
        Vips.SetCacheOperations(0);
        Vips.SetCacheMemory(0);
        Vips.SetCacheFiles(0);
        Vips.BlockUntrusted(1);
        // A library writes to nobody's console: what matters of a warning comes back as an error.
        Vips.SetLogHandler("VIPS", WarningAndBelow, &Ignore, 0);
        return true;
    }

    [UnmanagedCallersOnly]
    private static void Ignore(nint domain, int level, nint message, nint data)
    {
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
        {
            return 0;
        }

        (string pattern, string system) = OperatingSystem.IsWindows() ? ("libvips-42.dll", "libvips-42.dll")
            : OperatingSystem.IsMacOS() ? ("libvips-cpp.*.dylib", "libvips.42.dylib")
            : ("libvips-cpp.so.*", "libvips.so.42");
        string[] folders = [AppContext.BaseDirectory, Path.GetDirectoryName(assembly.Location) ?? "",
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")];
        foreach (string folder in folders.Where(Directory.Exists).Distinct())
        {
            foreach (string file in Directory.EnumerateFiles(folder, pattern))
            {
                return NativeLibrary.Load(file);
            }
        }

        return NativeLibrary.TryLoad(system, out nint handle)
            ? handle
            : throw new DllNotFoundException($"FaceML reads pictures with libvips: {pattern} was expected in {AppContext.BaseDirectory} (the build lays it there) or as {system} on the system.");
    }
}
