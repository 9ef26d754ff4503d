namespace FaceML.Networks;

/// <summary>A network cannot be found, loaded or run. The message says which, what was expected and what came.</summary>
public sealed class NetworkException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="inner">What it was noticed by.</param>
    public NetworkException(string network, string reason, Exception? inner = null)
        : base($"Network {network}: {reason.TrimEnd('.')}.", inner)
    {
        Network = network;
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }
}
