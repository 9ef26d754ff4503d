namespace FaceML.Cli.Tests;

[TestClass]
public sealed class ProviderOptionsTests
{
    // No build of ONNX Runtime for this operating system contains it.
    private static readonly string Absent = OperatingSystem.IsWindows() ? "coreml" : "directml";

    [TestMethod]
    public async Task a_provider_that_does_not_work_is_an_error_that_says_what_is_missing_and_the_ways_out()
    {
        ToolRun run = await ToolRun.InProcess("detect", TestData.Samples[0], "--provider", Absent);

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Error, "does not work here: this ONNX Runtime has no ");
        StringAssert.Contains(run.Error, "Leave --provider out to run on the processor, or add --allow-fallback.");
    }

    [TestMethod]
    public async Task an_allowed_fallback_is_noted_once_on_standard_error()
    {
        ToolRun run = await ToolRun.InProcess("verify", TestData.Samples[0], TestData.Samples[2], "--provider", Absent, "--allow-fallback");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.HasCount(1, run.Error.Split('\n')
            .Where(line => line.Contains("the networks run on the processor instead of", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task the_processor_needs_no_note()
    {
        ToolRun run = await ToolRun.InProcess("detect", TestData.Samples[0], "--provider", "cpu");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.AreEqual("", run.Error.Trim());
    }

    [TestMethod]
    [DataRow("verify"), DataRow("detect"), DataRow("embed"), DataRow("fit"), DataRow("evaluate")]
    public async Task every_command_that_runs_networks_takes_a_provider(string command)
    {
        ToolRun run = await ToolRun.InProcess(command, "--help");

        StringAssert.Contains(run.Output, "--provider <cpu|cuda|directml|coreml|tensorrt|openvino>");
        StringAssert.Contains(run.Output, "--allow-fallback");
    }

    /// <summary>The tool built with -p:Gpu=true, as CI builds it, on a machine without CUDA.</summary>
    [TestMethod]
    public async Task the_gpu_build_says_which_libraries_and_driver_the_machine_lacks()
    {
        string tool = Path.Combine(TestData.Root, "artifacts", "gpu", "bin", "FaceML.Cli", "release", "FaceML.Cli.dll");
        if (!File.Exists(tool))
        {
            Assert.Inconclusive("'dotnet build src/FaceML.Cli -c Release -p:Gpu=true' makes the build that this test runs.");
        }

        if (System.Runtime.InteropServices.NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _))
        {
            Assert.Inconclusive("This machine has an NVIDIA driver.");
        }

        ToolRun refused = await ToolRun.Program(tool, "detect", TestData.Samples[0], "--provider", "cuda");
        Assert.AreEqual(2, refused.ExitCode, refused.Output);
        StringAssert.Contains(refused.Error, "CUDAExecutionProvider does not start");
        StringAssert.Contains(refused.Error, "(NVIDIA driver)");
        StringAssert.Contains(refused.Error, "--allow-fallback");

        ToolRun replaced = await ToolRun.Program(tool, "detect", TestData.Samples[0], "--provider", "cuda", "--allow-fallback");
        Assert.AreEqual(0, replaced.ExitCode, replaced.Error);
        StringAssert.Contains(replaced.Error, "the networks run on the processor instead of Cuda");
    }
}
