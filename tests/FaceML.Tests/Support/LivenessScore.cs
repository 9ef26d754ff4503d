namespace FaceML.Tests.Support;

/// <summary>What an image is and what a stage made of it.</summary>
internal sealed class LivenessScore
{
    public bool Label { get; set; }

    public string Species { get; set; } = "";

    public string Identity { get; set; } = "";

    public float Liveness { get; set; }

    public bool IsLive { get; set; }
}
