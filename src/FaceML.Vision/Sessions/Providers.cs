using Microsoft.ML.OnnxRuntime;

namespace FaceML.Vision;

/// <summary>Execution providers: their names in ONNX Runtime, and how a session asks for one.</summary>
internal static class Providers
{
    internal static string NameOf(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.DirectML => "DmlExecutionProvider",
        ExecutionProvider.CoreML => "CoreMLExecutionProvider",
        _ => "CPUExecutionProvider",
    };

    /// <summary>Asks for the provider; returns why the processor stands in for it, or null.</summary>
    /// <exception cref="NetworkException">It is not there, and nothing may stand in for it; the message says what there is.</exception>
    internal static string? Require(string network, SessionOptions session, NetworkOptions options)
    {
        string? missing = Append(session, options);
        return missing is null || options.AllowFallback ? missing
            : throw new NetworkException(network, $"the execution provider {options.Provider} was asked for, but {missing}. Choose Cpu, or allow the fall-back (NetworkOptions.AllowFallback)");
    }

    // Why it cannot serve, or null.
    private static string? Append(SessionOptions session, NetworkOptions options)
    {
        if (options.Provider == ExecutionProvider.Cpu)
        {
            return null;
        }

        string name = NameOf(options.Provider);
        string[] available = OrtEnv.Instance().GetAvailableProviders();
        if (!available.Contains(name))
        {
            return $"this ONNX Runtime has no {name}; it has {string.Join(", ", available)}";
        }

        try
        {
            switch (options.Provider)
            {
                case ExecutionProvider.Cuda:
                    session.AppendExecutionProvider_CUDA(options.Device);
                    break;
                case ExecutionProvider.DirectML:
                    session.AppendExecutionProvider_DML(options.Device);
                    break;
                default:
                    session.AppendExecutionProvider_CoreML();
                    break;
            }

            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or NotSupportedException)
        {
            return $"{name} does not start: {e.Message}";
        }
    }
}
