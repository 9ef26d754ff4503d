namespace Microsoft.ML.Runtime;

/// <summary>Opens channels that tell how far some work is.</summary>
public interface IProgressChannelProvider
{
    /// <summary>Opens a channel for the work of a name.</summary>
    IProgressChannel StartProgressChannel(string name);
}
