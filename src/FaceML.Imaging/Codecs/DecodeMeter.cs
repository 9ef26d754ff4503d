using System.Diagnostics.Metrics;

namespace FaceML.Imaging;

/// <summary>The meter <c>FaceML.Imaging</c>: how long images take to decode. Costs nothing while nothing listens.</summary>
internal static class DecodeMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "FaceML.Imaging";

    private static readonly Meter Meter = new(Name);

    /// <summary>In seconds, an image each, from the file's bytes to the upright image.</summary>
    public static Histogram<double> Duration { get; } =
        Meter.CreateHistogram<double>("faceml.image.decode.duration", "s", "How long an image took to decode.");
}
