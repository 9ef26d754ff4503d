using System.Text.Json;

namespace FaceML.Bench.Peers;

/// <summary>A face as a peer found it: left, top, right, bottom, and its embedding of length 1.</summary>
internal sealed record PeerFace(float[] Box, float[] Vector);

/// <summary>A part of the way, and its time summed over all workers.</summary>
internal sealed record PeerStage(string Name, double Seconds);

/// <summary>One turn of a peer.</summary>
/// <param name="Images">Images read.</param>
/// <param name="Faces">Faces in them.</param>
/// <param name="Seconds">The time, from the first file to the last embedding.</param>
/// <param name="PeakMegabytes">The peak working set of the process.</param>
/// <param name="First">The faces of the first images.</param>
internal sealed record PeerRun(int Images, int Faces, double Seconds, long PeakMegabytes, PeerFace[][] First)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Where the time went; null where the peer does not say.</summary>
    public PeerStage[]? Stages { get; init; }

    /// <summary>Images that went through each network; null where they were not counted.</summary>
    public NetworkImages? Runs { get; init; }

    /// <summary>The layouts that the bound chose; null for others.</summary>
    public string? Chosen { get; init; }

    public double ImagesPerSecond => Images / Seconds;

    public static PeerRun Parse(string json) => JsonSerializer.Deserialize<PeerRun>(json, Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, Web);

    public static long OwnPeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }
}
