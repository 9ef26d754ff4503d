namespace FaceML.Vision;

/// <summary>What a network is run by.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor. Always there.</summary>
    Cpu,

    /// <summary>An NVIDIA card, through CUDA. Wants an ONNX Runtime built with it.</summary>
    Cuda,

    /// <summary>A Windows graphics card, through DirectML. Wants an ONNX Runtime built with it.</summary>
    DirectML,

    /// <summary>Apple's Core ML. Wants an ONNX Runtime built with it.</summary>
    CoreML,
}
