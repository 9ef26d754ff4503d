namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.Describe(FaceDescriptionOptions)"/>.</summary>
internal sealed class FaceDescriptionOptions
{
    /// <summary>The column of unit vectors that is added. The default value is <c>Embedding</c>.</summary>
    public string OutputColumnName { get; set; } = "Embedding";

    /// <summary>A column of aligned faces. The default value is <c>AlignedFace</c>.</summary>
    public string InputColumnName { get; set; } = "AlignedFace";

    /// <summary>Who is shown: a text or a key; only Fisherfaces need it, and only to fit. The default value is <c>Identity</c>.</summary>
    public string PersonColumnName { get; set; } = "Identity";

    /// <summary>How faces are described. The default value is <see cref="FaceDescriptionMethod.Eigenfaces"/>.</summary>
    public FaceDescriptionMethod Method { get; set; } = FaceDescriptionMethod.Eigenfaces;

    /// <summary>The width and height that aligned faces are resized to and looked at in gray, 24 to 256. The default value is 64.</summary>
    public int Side { get; set; } = 64;

    /// <summary>How many principal components are kept at most, at least 1. The default value is 150.</summary>
    public int Components { get; set; } = 150;

    /// <summary>Cells across and down for local binary patterns, 1 to 16. The default value is 7.</summary>
    public int Cells { get; set; } = 7;

    /// <summary>Where random numbers come from: the start of the iteration that finds the components. The default value is 1.</summary>
    public long Seed { get; set; } = 1;
}
