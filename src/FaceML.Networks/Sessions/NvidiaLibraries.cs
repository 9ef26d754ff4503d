using System.Runtime.InteropServices;

namespace FaceML.Networks;

/// <summary>
/// The libraries that ONNX Runtime's CUDA and TensorRT providers load. Of several that are missing ONNX Runtime names the first alone; a
/// user should be told of all at once.
/// </summary>
internal static class NvidiaLibraries
{
    // What libonnxruntime_providers_cuda.so and _tensorrt.so of Microsoft.ML.OnnxRuntime.Gpu.Linux 1.31.0 are linked with (readelf -d), and
    // cuDNN, which the former opens itself.
    private static readonly (string File, string Part)[] CudaOnLinux =
    [
        ("libcuda.so.1", "NVIDIA driver"),
        ("libcudart.so.13", "CUDA 13 runtime"),
        ("libcublas.so.13", "cuBLAS of CUDA 13"),
        ("libcublasLt.so.13", "cuBLAS of CUDA 13"),
        ("libcurand.so.10", "cuRAND of CUDA 13"),
        ("libcudnn.so.9", "cuDNN 9"),
    ];

    private static readonly (string File, string Part)[] TensorRTOnLinux =
        [("libnvinfer.so.10", "TensorRT 10"), ("libnvonnxparser.so.10", "TensorRT 10")];

    private static readonly (string File, string Part)[] CudaOnWindows =
    [
        ("nvcuda.dll", "NVIDIA driver"),
        ("cudart64_13.dll", "CUDA 13 runtime"),
        ("cublas64_13.dll", "cuBLAS of CUDA 13"),
        ("cublasLt64_13.dll", "cuBLAS of CUDA 13"),
        ("cudnn64_9.dll", "cuDNN 9"),
    ];

    private static readonly (string File, string Part)[] TensorRTOnWindows =
        [("nvinfer_10.dll", "TensorRT 10"), ("nvonnxparser_10.dll", "TensorRT 10")];

    /// <summary>
    /// Those that the provider needs and this machine does not have, as "file (what it is part of)"; empty for providers that need none of
    /// them.
    /// </summary>
    internal static string[] Missing(ExecutionProvider provider)
    {
        bool windows = OperatingSystem.IsWindows();
        (string File, string Part)[] cuda = windows ? CudaOnWindows : CudaOnLinux;
        (string File, string Part)[] needed = provider switch
        {
            ExecutionProvider.Cuda => cuda,
            ExecutionProvider.TensorRT => [.. cuda, .. windows ? TensorRTOnWindows : TensorRTOnLinux],
            _ => [],
        };
        return [.. needed.Where(library => !Loads(library.File)).Select(library => $"{library.File} ({library.Part})")];
    }

    private static bool Loads(string file)
    {
        if (!NativeLibrary.TryLoad(file, out nint handle))
        {
            return false;
        }

        NativeLibrary.Free(handle);
        return true;
    }
}
