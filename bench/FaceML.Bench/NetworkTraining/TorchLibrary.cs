using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// TorchSharp's native parts. Its own comes with its package; libtorch, half a gigabyte, does not come with this program's restore and is
/// looked for where the user has it.
/// </summary>
internal static class TorchLibrary
{
    /// <summary>Names the folder of libtorch's libraries.</summary>
    public const string FolderVariable = "FACEML_LIBTORCH";

    private const string Bridge = "LibTorchSharp";

    /// <summary>Loads them.</summary>
    /// <param name="folder">The folder with libtorch's libraries; null for the one of the package in the user's cache.</param>
    /// <returns>Why TorchSharp cannot be used here, and what can be done about it; null where it can.</returns>
    public static string? Load(DirectoryInfo? folder)
    {
        string path = folder?.FullName ?? InPackageCache();
        string torch = Path.Combine(path,
            OperatingSystem.IsWindows() ? "torch.dll" : OperatingSystem.IsMacOS() ? "libtorch.dylib" : "libtorch.so");
        if (!File.Exists(torch))
        {
            return $"there is no {torch}; `dotnet restore bench/FaceML.Bench -p:LibTorch=true` brings it, "
                + $"--libtorch or {FolderVariable} names another folder";
        }

        try
        {
            // TorchSharp would copy what it does not find beside the program; what is loaded already, it finds.
            NativeLibrary.Load(torch);
            NativeLibrary.Load(Bridge, typeof(torch).Assembly, null);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return $"{NativeLoading.Reason(e, Bridge)}; Debian 13 and Ubuntu 24.04 have all that it requires";
        }
    }

    // The package as NuGet unpacks it.
    private static string InPackageCache()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own ? own
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string[] package = [.. typeof(TorchLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(one => one.Key == "LibTorch").Value!.Split('/')];
        return Path.Combine(cache, package[0], package[1], "runtimes", package[2], "native");
    }
}
