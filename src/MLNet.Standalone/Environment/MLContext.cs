namespace Microsoft.ML;

/// <summary>Where everything begins: catalogs of operations, a seed and a log.</summary>
/// <remarks>May be shared between threads. The log event is raised on whatever thread sends the message.</remarks>
public sealed class MLContext : IHostEnvironment
{
    /// <summary>A context.</summary>
    /// <param name="seed">Makes whatever is random, such as splits, the same on every run; null for another result each time.</param>
    public MLContext(int? seed = null)
    {
        Environment = new HostEnvironment(seed, (message, source) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source)));
        BinaryClassification = new BinaryClassificationCatalog(Environment);
        Transforms = new TransformsCatalog(Environment);
        Model = new ModelOperationsCatalog(Environment);
        Data = new DataOperationsCatalog(Environment);
    }

    /// <summary>Raised for each message.</summary>
    public event EventHandler<LoggingEventArgs> Log;

    /// <summary>Evaluation of two-class decisions.</summary>
    public BinaryClassificationCatalog BinaryClassification { get; }

    /// <summary>Estimators that make columns from columns.</summary>
    public TransformsCatalog Transforms { get; }

    /// <summary>Saving, loading and using models.</summary>
    public ModelOperationsCatalog Model { get; }

    /// <summary>Making, splitting and reading views.</summary>
    public DataOperationsCatalog Data { get; }

    /// <summary>The application's own parts that a saved model may name.</summary>
    public ComponentCatalog ComponentCatalog => Environment.ComponentCatalog;

    string IExceptionContext.ContextDescription => Environment.ContextDescription;

    internal HostEnvironment Environment { get; }

    TException IExceptionContext.Process<TException>(TException ex) => ex;

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => Environment.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => Environment.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => Environment.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => Environment.StartProgressChannel(name);
}
