namespace FaceML.AspNetCore;

/// <summary>What a request may ask for, and how many may run.</summary>
public sealed class FaceMLLimits
{
    /// <summary>The most bytes of an image's file. The default value is 10 MiB.</summary>
    public int ImageBytes { get; set; } = 10 << 20;

    /// <summary>The most pixels of an image, checked before any is decoded. The default value is 40,000,000.</summary>
    public long ImagePixels { get; set; } = 40_000_000;

    /// <summary>The most faces of an image; weaker detections are left out. The default value is 100.</summary>
    public int Faces { get; set; } = 100;

    /// <summary>How long a request with images may take, the upload included. The default value is 30 seconds.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many requests with images may be in the server, received, queued or running; one more is refused with status 503. The default
    /// value is 64.
    /// </summary>
    public int Requests { get; set; } = 64;

    /// <summary>How many images are worked on at the same time. The default value is 0: one a processor.</summary>
    public int Workers { get; set; }

    /// <summary>
    /// How many requests a minute a key may make, on average; ten seconds' worth of them at once. One more is refused with status 429. The
    /// default value is 1,200; 0 for no limit. Requests without a key from this machine have none.
    /// </summary>
    public int RequestsPerMinute { get; set; } = 1200;

    internal int WorkerCount => Workers > 0 ? Workers : Environment.ProcessorCount;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ImageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ImagePixels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Faces, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Requests, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Workers);
        ArgumentOutOfRangeException.ThrowIfNegative(RequestsPerMinute);
    }
}
