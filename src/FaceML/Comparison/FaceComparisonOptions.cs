namespace FaceML.Comparison;

/// <summary>Settings of <see cref="FaceCatalog.Compare(FaceComparisonOptions)"/>.</summary>
public sealed class FaceComparisonOptions
{
    /// <summary>The column of scores that is added. The default value is <c>Score</c>.</summary>
    public string OutputColumnName { get; set; } = "Score";

    /// <summary>A column of vectors. The default value is <c>Embedding1</c>.</summary>
    public string FirstColumnName { get; set; } = "Embedding1";

    /// <summary>A column of vectors of the same length. The default value is <c>Embedding2</c>.</summary>
    public string SecondColumnName { get; set; } = "Embedding2";

    /// <summary>What vectors are compared by. The default value is <see cref="FaceMetric.Cosine"/>.</summary>
    public FaceMetric Metric { get; set; } = FaceMetric.Cosine;

    /// <summary>
    /// A quality model of the vectors' recipe. With it the score is <see cref="FaceQualityModel.Compare"/>, which lacks what two vectors
    /// owe to being spoiled alike, and NaN where a face is not recognizable; <see cref="Metric"/> must then be the cosine. The default
    /// value is null: the metric itself.
    /// </summary>
    public FaceQualityModel? Quality { get; set; }
}
