using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML;

/// <summary>Brings a model from a file.</summary>
/// <remarks>As in ML.NET only writing to the file is noticed. A file that cannot be loaded is logged, and the model stays.</remarks>
internal sealed class FileModelLoader(IOptions<MLOptions> options, ILogger<FileModelLoader> logger) : ModelLoader, IDisposable
{
    // Whoever writes the file may still hold it: five seconds, as in ML.NET.
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private string path;
    private FileSystemWatcher watcher;
    private ModelReloadToken token;
    private volatile ITransformer model;

    public void Start(string filePath, bool watchForChanges)
    {
        if (!File.Exists(filePath))
        {
            throw new ArgumentException($"The provided model file {filePath} doesn't exist.", nameof(filePath));
        }

        path = filePath;
        token = new ModelReloadToken();
        model = Load();
        if (watchForChanges)
        {
            string full = Path.GetFullPath(filePath);
            watcher = new FileSystemWatcher(Path.GetDirectoryName(full), Path.GetFileName(full));
            watcher.Changed += (_, _) => Reload();
            watcher.EnableRaisingEvents = true;
        }
    }

    public override IChangeToken GetReloadToken() => token ?? throw NotStarted();

    public override ITransformer GetModel() => model ?? throw NotStarted();

    public void Dispose() => watcher?.Dispose();

    private static InvalidOperationException NotStarted() => new("The loader is used before it was given a file.");

    private void Reload()
    {
        try
        {
            lock (gate)
            {
                model = Load();
            }

            Interlocked.Exchange(ref token, new ModelReloadToken()).OnReload();
            logger.LogInformation("Reloaded the model {Path}", path);
        }
        catch (Exception exception) // Whatever is wrong with the file: the old model stays and the log says why.
        {
            logger.LogError(exception, "The model {Path} cannot be reloaded; the one before stays in use", path);
        }
    }

    private ITransformer Load()
    {
        using FileStream stream = Open();
        return options.Value.MLContext.Model.Load(stream, out _);
    }

    private FileStream Open()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            }
            catch (IOException) when (attempt < Tries)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
