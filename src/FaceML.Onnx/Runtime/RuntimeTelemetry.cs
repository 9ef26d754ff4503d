using System.Runtime.InteropServices;

namespace FaceML.Onnx.Runtime;

/// <summary>
/// Keeps ONNX Runtime from telling Microsoft what runs: from version 1.31 on, its Linux builds too keep events and a device's id in the
/// user's cache folder, and send them. Each assembly that uses the runtime calls this before the runtime is loaded.
/// </summary>
internal static partial class RuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Turns telemetry off for this process; a value that the user has given stays.</summary>
    public static void TurnOff()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            return;
        }

        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows())
        {
            // There, .NET keeps variables to itself: native code does not see them.
            _ = SetVariable(Variable, "1", 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
