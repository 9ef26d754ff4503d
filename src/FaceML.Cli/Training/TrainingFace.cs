namespace FaceML.Cli;

/// <summary>A row to learn from: a vector and who it shows.</summary>
internal sealed class TrainingFace
{
    public float[] Embedding { get; set; } = [];

    public string Identity { get; set; } = "";
}
