namespace Microsoft.ML.Runtime;

/// <summary>The environment behind an <see cref="MLContext"/>, and the hosts made from it.</summary>
internal sealed class HostEnvironment : IHost
{
    private readonly Action<ChannelMessage, string> listener;
    private readonly Lazy<Random> random;

    private HostEnvironment(string name, int? seed, ComponentCatalog catalog, Action<ChannelMessage, string> listener)
    {
        ContextDescription = name;
        Seed = seed;
        ComponentCatalog = catalog;
        this.listener = listener;
        random = new Lazy<Random>(() => seed is { } value ? new Random(value) : new Random());
    }

    public HostEnvironment(int? seed, Action<ChannelMessage, string> listener)
        : this("Environment", seed, new ComponentCatalog(), listener)
    {
    }

    public int? Seed { get; }

    public ComponentCatalog ComponentCatalog { get; }

    public string ContextDescription { get; }

    public Random Rand => random.Value;

    /// <summary>Another random source with each call, from the seed when there is one. Thread-safe.</summary>
    public Random NextRandom()
    {
        lock (random)
        {
            return new Random(random.Value.Next());
        }
    }

    public IHost Register(string name, int? seed = null, bool? verbose = null) =>
        new HostEnvironment(name, seed ?? (Seed is { } own ? Derive(own, name) : null), ComponentCatalog, verbose == false ? (_, _) => { }
    : listener);

    public IChannel Start(string name) => new Channel(this, name);

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new SilentPipe<TMessage>(this);

    public IProgressChannel StartProgressChannel(string name) => new SilentProgress();

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Send(ChannelMessage message, string source) => listener(message, source);

    /// <summary>A seed that depends on the name alone: equal in every process, unlike <see cref="string.GetHashCode()"/>. FNV-1a.</summary>
    private static int Derive(int seed, string name)
    {
        uint hash = 2166136261u ^ (uint)seed;
        foreach (char letter in name)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)hash;
    }

    private sealed class SilentPipe<TMessage>(HostEnvironment parent) : IPipe<TMessage>
    {
        public string ContextDescription => parent.ContextDescription;

        public void Send(TMessage msg)
        {
        }

        public TException Process<TException>(TException ex)
            where TException : Exception => ex;

        public void Dispose()
        {
        }
    }

    private sealed class SilentProgress : IProgressChannel
    {
        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
        {
        }

        public void Checkpoint(params double?[] values)
        {
        }

        public IProgressChannel StartProgressChannel(string name) => this;

        public void Dispose()
        {
        }
    }
}
