namespace Microsoft.ML.Runtime;

/// <summary>Where components run: it takes their messages and gives them a random source.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    /// <summary>Makes the host of a component.</summary>
    /// <param name="name">Names the component in messages.</param>
    /// <param name="seed">The seed of its random source; null to derive it from the environment's.</param>
    /// <param name="verbose">Whether its messages are passed on; null for the environment's rule.</param>
    IHost Register(string name, int? seed = null, bool? verbose = null);

    /// <summary>What can be loaded from files.</summary>
    ComponentCatalog ComponentCatalog { get; }
}
