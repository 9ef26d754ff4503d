namespace FaceML.Cli;

/// <summary>A face to learn from: its vectors and who it shows.</summary>
internal sealed class TrainingFace
{
    public float[] Embedding { get; set; } = [];

    /// <summary>That of the face as it will be seen; empty without a shift.</summary>
    public float[] ShiftedEmbedding { get; set; } = [];

    public string Identity { get; set; } = "";
}
