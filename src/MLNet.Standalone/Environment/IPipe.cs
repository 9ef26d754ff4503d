namespace Microsoft.ML.Runtime;

/// <summary>A channel for messages of one type. Disposed when nothing more is to be said.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends a message to the listeners.</summary>
    void Send(TMessage msg);
}
