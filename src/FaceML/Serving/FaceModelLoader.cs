using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Primitives;

namespace FaceML.Serving;

/// <summary>
/// Serves a saved pipeline to <see cref="PredictionEnginePool{TData, TPrediction}"/>, and replaces it while it answers: a new state of the
/// file is loaded and proves its golden numbers first; a broken one changes nothing but <see cref="Health"/> and the log.
/// </summary>
/// <remarks>
/// <para>A replacement takes effect for every engine at once, rented ones too, between two predictions; no prediction mixes two models.
/// The old model's networks are released when the last prediction that uses them has finished.</para>
/// <para>A replacement must give the same columns, by name and kind of value; another shape of answer is another deployment.</para>
/// <para>Safe to use from several threads. Dispose it after the last prediction.</para>
/// </remarks>
public sealed class FaceModelLoader : ModelLoader, IDisposable
{
    // While somebody copies a new file over the old one, what is there for the moment does not read; what still does not read after this
    // many looks is broken.
    private const int Attempts = 4;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly FaceModelLoaderOptions options;
    private readonly ILogger? logger;
    private readonly MLContext context;
    private readonly string path;
    private readonly ModelSlot slot;
    private readonly ServedTransformer model;
    private readonly FileWatch? watch;
    private readonly ManualResetEventSlim stop = new();
    private CancellationTokenSource reload = new();
    private (string Message, DateTimeOffset At)? error;
    private int disposed;

    /// <summary>Loads a file and begins to watch it.</summary>
    /// <param name="options">The file, and how it is watched.</param>
    /// <param name="logger">Hears of replacements and refusals; may be null.</param>
    /// <exception cref="SavedPipelineException">The file is not a usable saved pipeline: a server that cannot answer should not
    /// start.</exception>
    public FaceModelLoader(FaceModelLoaderOptions options, ILogger<FaceModelLoader>? logger = null)
        : this(options, logger, new MLContext())
    {
    }

    // The pool's own context, where there is one: its device and its log serve for ML.NET's own stages too.
    internal FaceModelLoader(FaceModelLoaderOptions options, ILogger<FaceModelLoader>? logger, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
        this.logger = logger;
        this.context = context;
        path = Path.GetFullPath(options.Path);
        slot = new ModelSlot(new ModelGeneration(PipelineReader.Load(path, options.Load, context), version: 1));
        model = new ServedTransformer(slot);
        watch = options.WatchForChanges ? new FileWatch(path, options.Debounce, options.PollInterval, Reload) : null;
    }

    /// <summary>1 for the file as it was at the start, one more with each replacement.</summary>
    public int Version => slot.Current.Version;

    /// <summary>What answers now, and whether the newest state of the file was refused.</summary>
    public FaceModelHealth Health
    {
        get
        {
            ModelGeneration generation = slot.Current;
            (string Message, DateTimeOffset At)? refused = error;
            return new FaceModelHealth
            {
                Path = path,
                Version = generation.Version,
                Digest = generation.Digest,
                LoadedAt = generation.LoadedAt,
                Error = refused?.Message,
                ErrorAt = refused?.At,
            };
        }
    }

    /// <summary>
    /// Fires after each replacement. No action is needed: what <see cref="GetModel"/> gave goes on, with the new model.
    /// </summary>
    public override IChangeToken GetReloadToken() => new CancellationChangeToken(Volatile.Read(ref reload).Token);

    /// <summary>The model; one object for the life of the loader.</summary>
    public override ITransformer GetModel() => model;

    /// <summary>What answers now.</summary>
    internal ModelGeneration Generation => slot.Current;

    /// <summary>Stops watching and releases the model when the last prediction has finished.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        stop.Set();
        watch?.Dispose();
        slot.Close();
        stop.Dispose();
    }

    private void Reload()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Accept();
                error = null;
                return;
            }
            catch (SavedPipelineException e) when (attempt < Attempts
                && e.Error is SavedPipelineError.Unreadable or SavedPipelineError.Damaged)
            {
                if (stop.Wait(BetweenAttempts))
                {
                    return;
                }
            }
            catch (Exception e)
            {
                // Whatever is wrong with a new file, the old model must go on answering: nothing may escape from here.
                error = (e.Message, DateTimeOffset.UtcNow);
                logger?.LogError(e, "{Path} has changed and was not accepted; version {Version} goes on answering. {Reason}", path, Version,
                    e.Message);
                return;
            }
        }
    }

    private void Accept()
    {
        ModelGeneration before = slot.Current, next;
        using (ArchiveReader archive = ArchiveReader.Open(path))
        {
            if (archive.Digest == before.Digest)
            {
                return;
            }

            next = new ModelGeneration(PipelineReader.Load(archive, options.Load, context), before.Version + 1);
        }

        try
        {
            CheckColumns(before.OutputSchema, next.OutputSchema);
        }
        catch
        {
            next.Exit();
            throw;
        }

        slot.Replace(next);
        logger?.LogInformation("{Path} was replaced: version {Version}, SHA-256 {Digest}.", path, next.Version, next.Digest);
        Interlocked.Exchange(ref reload, new CancellationTokenSource()).Cancel();
    }

    private void CheckColumns(DataViewSchema before, DataViewSchema after)
    {
        string Text(DataViewSchema schema) =>
            string.Join(", ", schema.Where(c => !c.IsHidden)
            .Select(c => $"{c.Name}: {(c.Type is VectorDataViewType v ? $"vector of {v.ItemType}" : c.Type)}"));
        if (Text(before) != Text(after))
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, path,
                $"the new model gives other columns [{Text(after)}] than the one that is served [{Text(before)}].");
        }
    }
}
