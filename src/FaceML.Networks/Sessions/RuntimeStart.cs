using System.Runtime.CompilerServices;
using FaceML.Onnx.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>What happens when this assembly is loaded, before ONNX Runtime is.</summary>
internal static class RuntimeStart
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2255", Justification = "The runtime reads the variable when it is loaded: no call of this library comes early enough.")]
    internal static void Begin() => RuntimeTelemetry.TurnOff();

    /// <summary>Loads ONNX Runtime's native library, for who has something else to read meanwhile; a second call does nothing.</summary>
    internal static void LoadRuntime() => OrtEnv.Instance();
}
