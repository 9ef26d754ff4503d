using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FaceML.Networks;

/// <summary>
/// The meter and the activity source <c>FaceML.Networks</c>: how long each network's runs take. Cost nothing while nothing listens.
/// </summary>
internal static class NetworkMeter
{
    private const string Name = "FaceML.Networks";
    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("faceml.network.run.duration", "s", "How long a run of a network took.");

    /// <summary>Begins an activity of a run; null while nothing listens.</summary>
    public static Activity? Begin(string network, int images) =>
        Source.StartActivity("faceml.network.run")?.SetTag("network", network).SetTag("images", images);

    /// <summary>Records a run, in seconds, with the network's name and its number of images.</summary>
    public static void Record(string network, int images, long start)
    {
        if (Duration.Enabled)
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("network", network), new("images", images));
        }
    }
}
