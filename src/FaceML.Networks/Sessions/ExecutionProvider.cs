namespace FaceML.Networks;

/// <summary>What runs a network. <see cref="ExecutionProviders"/> says which of them work on this machine.</summary>
/// <remarks>
/// Each value but <see cref="Cpu"/> requires a build of ONNX Runtime that contains it: the application references that package instead of
/// Microsoft.ML.OnnxRuntime (docs/packages.md).
/// </remarks>
public enum ExecutionProvider
{
    /// <summary>The processor. Always available.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU, through CUDA. Package: Microsoft.ML.OnnxRuntime.Gpu.</summary>
    Cuda,

    /// <summary>A GPU on Windows, through DirectML. Package: Microsoft.ML.OnnxRuntime.DirectML.</summary>
    DirectML,

    /// <summary>Apple's Core ML. Part of Microsoft.ML.OnnxRuntime on macOS.</summary>
    CoreML,

    /// <summary>
    /// An NVIDIA GPU, through TensorRT. Package: Microsoft.ML.OnnxRuntime.Gpu. ONNX Runtime gives the nodes that TensorRT does not support
    /// to CUDA, and those that CUDA does not support to the processor.
    /// </summary>
    TensorRT,

    /// <summary>Intel processors, GPUs and NPUs, through OpenVINO. Package: Intel.ML.OnnxRuntime.OpenVino.</summary>
    OpenVINO,
}
