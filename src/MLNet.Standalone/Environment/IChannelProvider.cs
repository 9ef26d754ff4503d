namespace Microsoft.ML.Runtime;

/// <summary>Opens the channels that messages are sent through.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>Opens a channel for messages to people.</summary>
    IChannel Start(string name);

    /// <summary>Opens a channel for messages of a type.</summary>
    IPipe<TMessage> StartPipe<TMessage>(string name);
}
