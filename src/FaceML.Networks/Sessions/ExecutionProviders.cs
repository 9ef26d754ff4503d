using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>Which execution providers work on this machine, and what the others lack.</summary>
/// <remarks>Safe to use from several threads. What a provider lacks is determined once in a process.</remarks>
public static class ExecutionProviders
{
    private static readonly ConcurrentDictionary<(ExecutionProvider, int), Lazy<string?>> Probed = new();

    /// <summary>
    /// What this machine or this build of ONNX Runtime lacks for a provider. The provider is started and runs a network of one node, so
    /// that a library, driver or device that is missing is noticed here and not at the first image.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="device">The device's number, for providers that have several.</param>
    /// <returns>What is missing, as a clause without a full stop; <see langword="null"/> when the provider works.</returns>
    public static string? Missing(ExecutionProvider provider, int device = 0)
    {
        new NetworkOptions { Provider = provider, Device = device }.Check();
        return provider == ExecutionProvider.Cpu
            ? null
            : Probed.GetOrAdd((provider, device), static key => new(() => Probe(key.Item1, key.Item2))).Value;
    }

    /// <summary>The provider's name in ONNX Runtime.</summary>
    internal static string NameOf(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.TensorRT => "TensorrtExecutionProvider",
        ExecutionProvider.DirectML => "DmlExecutionProvider",
        ExecutionProvider.CoreML => "CoreMLExecutionProvider",
        ExecutionProvider.OpenVINO => "OpenVINOExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    /// <summary>Asks for the provider; returns why the processor is used instead, or null.</summary>
    /// <exception cref="NetworkException">It does not work here, and the options allow no fallback; the message says what is
    /// missing.</exception>
    internal static string? Require(string network, SessionOptions session, NetworkOptions options)
    {
        string? missing = Missing(options.Provider, options.Device);
        if (missing is null)
        {
            Append(session, options.Provider, options.Device);
            return null;
        }

        return options.AllowFallback ? missing : throw new NetworkException(network, Refusal(options.Provider, missing));
    }

    /// <summary>The sentence for a provider that was asked for and does not work.</summary>
    internal static string Refusal(ExecutionProvider provider, string missing) =>
        $"the execution provider {provider} was asked for, but {missing}. Choose Cpu, or allow the fallback to it "
            + $"(NetworkOptions.AllowFallback)";

    private static string? Probe(ExecutionProvider provider, int device)
    {
        string name = NameOf(provider);
        string[] available = OrtEnv.Instance().GetAvailableProviders();
        if (!available.Contains(name))
        {
            return $"this ONNX Runtime has no {name}; it has {string.Join(", ", available)}. {PackageOf(provider)}";
        }

        // Its own line on standard error would only repeat what the reason says.
        OrtLoggingLevel logged = OrtEnv.Instance().EnvLogLevel;
        OrtEnv.Instance().EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        try
        {
            using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            Append(options, provider, device);
            using InferenceSession session = new(OneNode(), options);
            using OrtValue input = OrtValue.CreateTensorValueFromMemory([1f], [1]);
            using RunOptions run = new();
            using IDisposableReadOnlyCollection<OrtValue> output = session.Run(run, ["x"], [input], ["y"]);
            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or NotSupportedException)
        {
            string[] libraries = NvidiaLibraries.Missing(provider);
            string named = libraries.Length == 0 ? "" : $". Not found on this machine: {string.Join(", ", libraries)}";
            return $"{name} does not start: {OneLine(e.Message)}{named}";
        }
        finally
        {
            OrtEnv.Instance().EnvLogLevel = logged;
        }
    }

    private static void Append(SessionOptions session, ExecutionProvider provider, int device)
    {
        switch (provider)
        {
            case ExecutionProvider.Cpu:
                break;
            case ExecutionProvider.Cuda:
                AppendCuda(session, device);
                break;
            case ExecutionProvider.TensorRT:
                session.AppendExecutionProvider_Tensorrt(device);
                AppendCuda(session, device); // for the nodes that TensorRT does not support
                break;
            case ExecutionProvider.DirectML:
                // DirectML supports neither memory patterns nor parallel execution:
                // onnxruntime.ai/docs/execution-providers/DirectML-ExecutionProvider.html
                session.EnableMemoryPattern = false;
                session.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
                session.AppendExecutionProvider_DML(device);
                break;
            case ExecutionProvider.CoreML:
                session.AppendExecutionProvider_CoreML();
                break;
            default:
                session.AppendExecutionProvider_OpenVINO();
                break;
        }
    }

    // Left to itself, CUDA rounds to the 10-bit mantissas of TensorFloat-32: scores would differ from the processor's in the third decimal,
    // and thresholds were fitted on the processor's. onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html#use_tf32
    private static void AppendCuda(SessionOptions session, int device)
    {
        using OrtCUDAProviderOptions options = new();
        options.UpdateOptions(new Dictionary<string, string>
        {
            ["device_id"] = device.ToString(CultureInfo.InvariantCulture),
            ["use_tf32"] = "0"
        });
        session.AppendExecutionProvider_CUDA(options);
    }

    private static string PackageOf(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda or ExecutionProvider.TensorRT =>
            "The package Microsoft.ML.OnnxRuntime.Gpu has it: reference that instead of Microsoft.ML.OnnxRuntime, or build FaceML with "
                + "-p:Gpu=true (docs/packages.md)",
        ExecutionProvider.DirectML =>
            "On Windows the package Microsoft.ML.OnnxRuntime.DirectML has it: reference that instead of Microsoft.ML.OnnxRuntime "
                + "(docs/packages.md)",
        ExecutionProvider.CoreML => "The package Microsoft.ML.OnnxRuntime has it on macOS only",
        _ => "The package Intel.ML.OnnxRuntime.OpenVino has it: reference that instead of Microsoft.ML.OnnxRuntime (docs/packages.md)",
    };

    private static byte[] OneNode()
    {
        GraphBuilder graph = new("probe");
        string x = graph.Input("x", OnnxElementType.Float32, 1);
        graph.Output(graph.Relu(x, "y"), OnnxElementType.Float32, 1);
        return graph.Build().ToBytes();
    }

    // ONNX Runtime's messages carry source paths, signatures and line breaks.
    private static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
