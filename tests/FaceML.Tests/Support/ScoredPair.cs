namespace FaceML.Tests.Support;

/// <summary>A score, whether both images show one person, and who they show.</summary>
internal sealed class ScoredPair
{
    public float Score { get; set; }

    public bool Label { get; set; }

    public string A { get; set; } = "";

    public string B { get; set; } = "";
}
