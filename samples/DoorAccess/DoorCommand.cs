using System.CommandLine;
using FaceML.Calibration;
using FaceML.Galleries;
using FaceML.Galleries.Protection;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;
using Samples;

namespace DoorAccess;

/// <summary>The application as a function of its arguments: what <c>Program</c> and the tests call.</summary>
public static class DoorCommand
{
    /// <summary>Everybody was let in.</summary>
    public const int LetIn = 0;

    /// <summary>Somebody was refused.</summary>
    public const int Refused = 1;

    /// <summary>About somebody nothing could be decided; no one was refused.</summary>
    public const int CannotDecide = 2;

    /// <summary>The door does not work: wrong arguments, no gallery, no frame. It stays shut.</summary>
    public const int Error = 3;

    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    /// <summary>Runs the door.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Gets a line for each decision.</param>
    /// <param name="error">Gets what goes wrong.</param>
    /// <param name="stop">Ends the watching of a folder.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        Option<FileInfo> gallery = new("--gallery") { Description = "Who may be let in, as 'faceml gallery' makes it.", Required = true };
        Option<FileInfo?> keys = new("--keys") { Description = "The keys of an encrypted gallery." };
        Option<DirectoryInfo> frames = new("--frames") { Description = "The folder of frames, read by name.", Required = true };
        Option<bool> watch = new("--watch") { Description = "Wait for further frames, until Ctrl-C." };
        Option<FileInfo> log = new("--log")
        {
            Description = "The access log, JSON Lines.",
            DefaultValueFactory = _ => new FileInfo("access.jsonl"),
        };
        Option<double> rate = Number("--max-fpir", 0.001, "Of frames of strangers, the share that may be taken for somebody.");
        Option<int> agreeing = Number("--agree", 3, "How many frames must agree.");
        Option<int> window = Number("--of", 5, "After how many frames without agreement nothing is decided.");
        Option<double?> liveness = new("--liveness") { Description = "Require live faces, of at least this probability. Advisory." };
        RootCommand root = new("Lets in whom a gallery knows. Exit code 0: everybody was let in; 1: somebody was refused; 2: somebody "
            + "could not be decided about; 3: an error.")
        {
            gallery, keys, frames, watch, log, rate, agreeing, window, liveness,
        };
        root.SetAction((parsed, cancellation) => OpenAsync(new DoorOptions
        {
            Gallery = parsed.GetRequiredValue(gallery).FullName,
            Keys = parsed.GetValue(keys)?.FullName,
            Frames = parsed.GetRequiredValue(frames).FullName,
            Watch = parsed.GetValue(watch),
            Log = parsed.GetRequiredValue(log).FullName,
            MaxFpir = parsed.GetValue(rate),
            Agreeing = parsed.GetValue(agreeing),
            Window = parsed.GetValue(window),
            MinimumLiveness = parsed.GetValue(liveness),
        }, output, cancellation));

        return await root.RunAsync(args, output, error, Error, IsExpected, stop);
    }

    private static bool IsExpected(Exception exception) => exception is GalleryException or NetworkException or ImageFormatException
        or CalibrationException or ArgumentException or IOException or UnauthorizedAccessException;

    private static Option<T> Number<T>(string name, T value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static async Task<int> OpenAsync(DoorOptions options, TextWriter output, CancellationToken stop)
    {
        if (options.Agreeing < 1 || options.Agreeing > options.Window)
        {
            throw new ArgumentException($"--agree must lie between 1 and --of; it is {options.Agreeing}.");
        }

        using var networks = FaceRecognizer.CreateDefault();
        var recognizer = new GalleryRecognizer(networks, FaceRecognizerOptions.DefaultPreset);
        using var gallery = Gallery.OpenFile(options.Gallery, new GalleryOptions
        {
            Keys = options.Keys is { } keys ? GalleryKeys.FromFile(keys) : null,
            Threshold = recognizer.Threshold(options.MaxFpir),
        });
        if (gallery.Threshold.Value is null)
        {
            throw new GalleryException(GalleryError.InvalidArgument, gallery.Threshold.Grounds);
        }

        using OnnxNetwork? network = options.MinimumLiveness is null
            ? null
            : NetworkCatalog.Default().Load(FaceLivenessDetector.DefaultNetwork);
        var reader = new FrameReader(
            recognizer, gallery, network is null ? null : new FaceLivenessDetector(network), options.MinimumLiveness ?? 0);
        using var log = new AccessLog(options.Log, gallery);
        return await new Door(reader, new FrameVote(options.Agreeing, options.Window, Gap), log, output)
            .RunAsync(FrameFolder.ReadAsync(options.Frames, options.Watch, stop));
    }
}
