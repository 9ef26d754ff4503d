using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class ExecutionProvidersTests
{
    [TestMethod]
    public void the_processor_lacks_nothing() => Assert.IsNull(ExecutionProviders.Missing(ExecutionProvider.Cpu));

    [TestMethod]
    [DataRow(ExecutionProvider.Cuda, "CUDAExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu")]
    [DataRow(ExecutionProvider.TensorRT, "TensorrtExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu")]
    [DataRow(ExecutionProvider.DirectML, "DmlExecutionProvider", "Microsoft.ML.OnnxRuntime.DirectML")]
    [DataRow(ExecutionProvider.CoreML, "CoreMLExecutionProvider", "on macOS only")]
    [DataRow(ExecutionProvider.OpenVINO, "OpenVINOExecutionProvider", "Intel.ML.OnnxRuntime.OpenVino")]
    public void a_provider_that_this_build_does_not_contain_is_named_with_the_package_that_has_it(
        ExecutionProvider provider, string name, string package)
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains(name))
        {
            Assert.Inconclusive($"This ONNX Runtime has {name}.");
        }

        string missing = ExecutionProviders.Missing(provider)!;
        StringAssert.Contains(missing, $"this ONNX Runtime has no {name}; it has ");
        StringAssert.Contains(missing, "CPUExecutionProvider");
        StringAssert.Contains(missing, package);
    }

    [TestMethod]
    public void all_nvidia_libraries_that_a_machine_lacks_are_named_at_once()
    {
        string[] cuda = NvidiaLibraries.Missing(ExecutionProvider.Cuda);
        if (cuda.Length == 0)
        {
            Assert.Inconclusive("This machine has CUDA.");
        }

        CollectionAssert.IsSubsetOf(cuda, NvidiaLibraries.Missing(ExecutionProvider.TensorRT));
        StringAssert.EndsWith(cuda[0], ")");
        Assert.IsEmpty(NvidiaLibraries.Missing(ExecutionProvider.CoreML));
    }

    [TestMethod]
    public void a_provider_or_device_out_of_range_is_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ExecutionProviders.Missing((ExecutionProvider)99));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ExecutionProviders.Missing(ExecutionProvider.Cuda, -1));
    }
}
