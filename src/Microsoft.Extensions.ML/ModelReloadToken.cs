using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML;

/// <summary>A token that changes once, when it is told to. Thread-safe.</summary>
public class ModelReloadToken : IChangeToken
{
    private readonly CancellationTokenSource source = new();

    /// <summary>A token that has not changed.</summary>
    public ModelReloadToken()
    {
    }

    /// <summary>Always true: callbacks are called.</summary>
    public bool ActiveChangeCallbacks => true;

    /// <summary>Whether <see cref="OnReload"/> was called.</summary>
    public bool HasChanged => source.IsCancellationRequested;

    /// <summary>Registers what is called on the change, at once when it has happened.</summary>
    /// <returns>Disposing it takes the callback back.</returns>
    public IDisposable RegisterChangeCallback(Action<object> callback, object state) => source.Token.Register(callback, state);

    /// <summary>Changes the token. The callbacks have run when it returns.</summary>
    public void OnReload() => source.Cancel();
}
