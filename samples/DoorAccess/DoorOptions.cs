namespace DoorAccess;

/// <summary>What the door is told. Immutable.</summary>
public sealed record DoorOptions
{
    /// <summary>The gallery's file.</summary>
    public required string Gallery { get; init; }

    /// <summary>The file with its keys; null where it is not encrypted.</summary>
    public string? Keys { get; init; }

    /// <summary>The folder of frames.</summary>
    public required string Frames { get; init; }

    /// <summary>Whether to wait for further frames.</summary>
    public bool Watch { get; init; }

    /// <summary>The access log's file.</summary>
    public required string Log { get; init; }

    /// <summary>The false positive identification rate promised for a frame.</summary>
    public required double MaxFpir { get; init; }

    /// <summary>How many frames must agree.</summary>
    public required int Agreeing { get; init; }

    /// <summary>After how many frames without agreement nothing is decided.</summary>
    public required int Window { get; init; }

    /// <summary>The probability from which a face is taken for live; null where liveness is not asked.</summary>
    public double? MinimumLiveness { get; init; }
}
