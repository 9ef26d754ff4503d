namespace FaceML.Fusion;

/// <summary>Settings of <see cref="FaceCatalog.FuseScores(FaceFusionOptions)"/>.</summary>
public sealed class FaceFusionOptions
{
    /// <summary>The column of fused scores that is added, the higher the more alike. The default value is <c>Score</c>.</summary>
    public string OutputColumnName { get; set; } = "Score";

    /// <summary>
    /// The columns of scores, two at least: one for each embedder, as <see cref="FaceCatalog.Compare(string, string, string)"/> adds them.
    /// </summary>
    public required IReadOnlyList<string> ScoreColumnNames { get; set; }

    /// <summary>Whether both images show one person; only needed to fit. The default value is <c>Label</c>.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>How weights are found. The default value is <see cref="FaceFusionMethod.Logistic"/>.</summary>
    public FaceFusionMethod Method { get; set; }
}
