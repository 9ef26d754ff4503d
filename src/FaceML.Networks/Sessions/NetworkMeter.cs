using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FaceML.Networks;

/// <summary>
/// The meter and the activity source <c>FaceML.Networks</c>: how long each network's runs take. Cost nothing while nothing listens.
/// </summary>
internal static class NetworkMeter
{
    /// <summary>The name of both.</summary>
    public const string Name = "FaceML.Networks";

    /// <summary>The instrument of runs, in seconds, a run each.</summary>
    public const string RunDuration = "faceml.network.run.duration";

    /// <summary>The tags of a run: the network's name, and how many images ran at once.</summary>
    public const string NetworkTag = "network", ImagesTag = "images";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>(RunDuration, "s", "How long a run of a network took.");

    /// <summary>Begins an activity of a run; null while nothing listens.</summary>
    public static Activity? Begin(string network, int images) =>
        Source.StartActivity("faceml.network.run")?.SetTag(NetworkTag, network).SetTag(ImagesTag, images);

    /// <summary>Records a run, in seconds, with the network's name and its number of images.</summary>
    public static void Record(string network, int images, long start)
    {
        if (Duration.Enabled)
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new(NetworkTag, network), new(ImagesTag, images));
        }
    }
}
