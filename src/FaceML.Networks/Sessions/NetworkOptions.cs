namespace FaceML.Networks;

/// <summary>How networks are run.</summary>
public sealed record NetworkOptions
{
    /// <summary>What runs the networks. The default value is <see cref="ExecutionProvider.Cpu"/>.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Cpu;

    /// <summary>The device's number, for providers that have several. The default value is 0.</summary>
    public int Device { get; init; }

    /// <summary>
    /// Whether the processor may run the networks where the provider does not work; <see cref="OnnxNetwork.FallbackReason"/> then says why,
    /// and the stages of
    /// <c>ml.Faces</c> write it as a warning into the log of their <c>MLContext</c>.
    /// The default value is <see langword="false"/>: a provider that does not work is a <see cref="NetworkException"/>.
    /// </summary>
    public bool AllowFallback { get; init; }

    /// <summary>
    /// Threads inside one run, 0 for as many as there are cores. The default value is 1: images run side by side instead,
    /// which uses two cores twice as well. Threads never spin while they wait, so sessions do not fight for the cores.
    /// </summary>
    public int ThreadsPerRun { get; init; } = 1;

    /// <summary>
    /// For what use networks are loaded; one whose card does not allow it is refused by name. The default value is
    /// <see cref="UseProfile.Any"/>, or <see cref="UseProfile.Commercial"/> where the environment variable FACEML_PROFILE says
    /// <c>commercial</c>.
    /// </summary>
    public UseProfile Profile { get; init; } =
        string.Equals(Environment.GetEnvironmentVariable("FACEML_PROFILE"), "commercial", StringComparison.OrdinalIgnoreCase)
            ? UseProfile.Commercial
            : UseProfile.Any;

    /// <summary>
    /// A folder in which networks are kept as ONNX Runtime runs them on this processor, so that the next process loads them sooner;
    /// created when it does not exist. The results are the same bit for bit. It must be as trustworthy as the application's own folder.
    /// Used on x64 processors alone. The default value is <see langword="null"/>: nothing is kept.
    /// </summary>
    public string? PreparedFolder { get; init; }

    internal void Check()
    {
        if (!Enum.IsDefined(Provider))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Provider), Provider, $"Known providers are {string.Join(", ", Enum.GetNames<ExecutionProvider>())}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Device);
        ArgumentOutOfRangeException.ThrowIfNegative(ThreadsPerRun);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ThreadsPerRun, 256);
    }
}
