namespace Microsoft.ML.Runtime;

/// <summary>The environment of one component.</summary>
public interface IHost : IHostEnvironment
{
    /// <summary>The component's random source. Not thread-safe.</summary>
    Random Rand { get; }
}
