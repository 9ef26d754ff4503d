namespace FaceML.Networks;

/// <summary>How a detector's outputs become faces.</summary>
public sealed record DetectionCard
{
    internal const float UsualMinFace = 20;

    /// <summary>The decode family: <c>ultraface</c>, <c>yunet</c>, <c>scrfd</c>, <c>blazeface</c> or <c>mtcnn</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Detections below this score are dropped unless the caller says otherwise, 0 to 1.</summary>
    public required float ScoreThreshold { get; init; }

    /// <summary>Of two detections that overlap by more than this intersection over union, the weaker one is dropped, 0 to 1.</summary>
    public required float NmsIou { get; init; }

    /// <summary>
    /// For cascades: the smallest face that the first stage looks for, in pixels of the image, 12 to 1000. The default value is 20.
    /// </summary>
    public float MinFace { get; init; } = UsualMinFace;

    /// <summary>
    /// For cascades: the score that a candidate needs at each stage but the last, 0 to 1 each. The default value is an empty list: 0.6 and
    /// 0.7.
    /// </summary>
    public IReadOnlyList<float> StageThresholds { get; init => field = value ?? []; } = [];

    /// <summary>
    /// For cascades: whether the networks are fed images with x and y exchanged, as those that come from MATLAB are. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool Transposed { get; init; }

    /// <summary>
    /// The score threshold on tiles, which show the network more background and so more chances for false alarms, 0 to 1.
    /// </summary>
    public required float TileScoreThreshold { get; init; }
}
