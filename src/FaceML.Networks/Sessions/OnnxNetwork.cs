namespace FaceML.Networks;

/// <summary>A network that is ready to run: its card and a session of ONNX Runtime.</summary>
/// <remarks>
/// Safe to share between threads. All objects of a process that load the same file with the same card and options share one
/// session; it ends with the last of them. Dispose each object that you loaded.
/// </remarks>
public sealed class OnnxNetwork : IDisposable
{
    /// <summary>No run takes more images at once.</summary>
    public const int MaxBatch = 256;

    private readonly SharedSession session;
    private int disposed;

    private OnnxNetwork(NetworkCard card, SharedSession session, OnnxNetwork[] stages)
    {
        Card = card;
        this.session = session;
        Stages = stages;
        InputSpec = card.Input.ToTensorSpec();
    }

    /// <summary>What the network is.</summary>
    public NetworkCard Card { get; }

    /// <summary>The further networks of a cascade, in their order; empty for a network that stands alone. They end with this one.</summary>
    public IReadOnlyList<OnnxNetwork> Stages { get; }

    /// <summary>What it is run by.</summary>
    public ExecutionProvider Provider => session.Provider;

    /// <summary>
    /// Why the processor runs it instead of the provider that was asked for; <see langword="null"/> when nothing was replaced.
    /// </summary>
    public string? FallbackReason => session.FallbackReason;

    /// <summary>What its input is given.</summary>
    public TensorSpec InputSpec { get; }

    /// <summary>Whether several images fit in one run. Where not, a run of several is several runs.</summary>
    public bool TakesBatches => Card.Input.Batch != NetworkBatch.One;

    /// <summary>Sessions that are open in this process, however many objects share them.</summary>
    public static int OpenSessions => SharedSession.Count;

    /// <summary>
    /// Loads a network: checks the file's length and SHA-256 against the card, then the shapes of its inputs and outputs.
    /// </summary>
    /// <param name="card">What the file is.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <exception cref="NetworkException">The file is missing, is not the card's, has other inputs or outputs, its terms do not fit the
    /// options' profile, or the execution provider is not there.</exception>
    public static OnnxNetwork Load(NetworkCard card, string path, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new();
        LicenseGate.Check(card, options.Profile);
        return LoadAllowed(card, path, options);
    }

    /// <summary>As <see cref="Load(NetworkCard, string, NetworkOptions)"/>, for a card that passed <see cref="LicenseGate"/>.</summary>
    internal static OnnxNetwork LoadAllowed(NetworkCard card, string path, NetworkOptions options)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Load(card, options, (part, file) =>
            SharedSession.Acquire(part, file == 0 ? path : Path.Combine(folder, part.File), options));
    }

    /// <summary>Loads a network whose files are in memory, for example out of an archive; the same checks as for files on disk.</summary>
    /// <param name="card">What the files are.</param>
    /// <param name="files">The content of the card's file, then of its stages' files. Not kept: it must not change before this method
    /// returns.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <exception cref="NetworkException">The files are not the card's, have other inputs or outputs, or the execution provider is not
    /// there.</exception>
    public static OnnxNetwork Load(NetworkCard card, IReadOnlyList<byte[]> files, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count != 1 + card.Stages.Count)
        {
            throw new NetworkException(
                card.Name, $"it has {1 + card.Stages.Count} files ({string.Join(", ", card.AllFiles())}); {files.Count} were given");
        }

        options ??= new();
        LicenseGate.Check(card, options.Profile);
        return Load(card, options, (part, file) => SharedSession.Acquire(part, files[file], options));
    }

    // The session of each part of the card: 0 for its own file, then its stages.
    private static OnnxNetwork Load(NetworkCard card, NetworkOptions options, Func<NetworkCard, int, SharedSession> acquire)
    {
        options.Check();
        NetworkCardRules.Check(card, card.Name);
        List<OnnxNetwork> stages = [];
        try
        {
            for (int i = 0; i < card.Stages.Count; i++)
            {
                NetworkCard stage = card.OfStage(i);
                stages.Add(new(stage, acquire(stage, i + 1), []));
            }

            return new(card, acquire(card, 0), [.. stages]);
        }
        catch
        {
            stages.ForEach(stage => stage.Dispose());
            throw;
        }
    }

    /// <summary>Memory for one run of a number of images: fill its inputs, run it, read its outputs, dispose it.</summary>
    /// <param name="batch">Images, 1 to <see cref="MaxBatch"/>.</param>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public NetworkRun Rent(int batch = 1) => Rent(batch, InputSpec.Width, InputSpec.Height);

    /// <summary>The same in another size, for a network whose card says how its input is resized.</summary>
    /// <param name="batch">Images, 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="width">Columns, 1 to 4096.</param>
    /// <param name="height">Rows, 1 to 4096.</param>
    /// <exception cref="NetworkException">The network's input has a fixed size, which is another one.</exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public NetworkRun Rent(int batch, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, MaxBatch);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, NetworkCardRules.MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, NetworkCardRules.MaxSide);
        if (Card.Input.Resizing is null && (width != InputSpec.Width || height != InputSpec.Height))
        {
            throw new NetworkException(Card.Name, $"its input is {InputSpec.Width}×{InputSpec.Height}; {width}×{height} was asked for");
        }

        ObjectDisposedException.ThrowIf(disposed != 0 || !session.TryAddUser(), this);
        try
        {
            return new(session, session.Rent(batch, width, height));
        }
        catch
        {
            session.Release();
            throw;
        }
    }

    /// <summary>
    /// Runs the network once on black, so that the first image does not pay for what ONNX Runtime prepares on a first run.
    /// </summary>
    /// <param name="batch">The number of images to prepare for.</param>
    public void WarmUp(int batch = 1)
    {
        using NetworkRun run = Rent(batch);
        for (int i = 0; i < batch; i++)
        {
            run.Input(i).Clear();
        }

        run.Execute();
    }

    /// <summary>Releases the session. Runs that are under way end well.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            session.Release();
            foreach (OnnxNetwork stage in Stages)
            {
                stage.Dispose();
            }
        }
    }

    /// <summary>Throws unless the card is of this kind.</summary>
    internal void Require(NetworkKind kind)
    {
        if (Card.Kind != kind)
        {
            throw new NetworkException(Card.Name, $"a {kind} is wanted; its card says {Card.Kind}");
        }
    }
}
