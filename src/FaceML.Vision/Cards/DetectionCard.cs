namespace FaceML.Vision;

/// <summary>How a detector's outputs become faces.</summary>
public sealed record DetectionCard
{
    /// <summary>The decode family: <c>ultraface</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Detections below this score are dropped unless the caller says otherwise, 0 to 1.</summary>
    public required float ScoreThreshold { get; init; }

    /// <summary>Of two detections that overlap by more than this intersection over union, the weaker one is dropped, 0 to 1.</summary>
    public required float NmsIou { get; init; }

    /// <summary>The score threshold on tiles, which show the network more background and so more chances for false alarms, 0 to 1.</summary>
    public required float TileScoreThreshold { get; init; }
}
