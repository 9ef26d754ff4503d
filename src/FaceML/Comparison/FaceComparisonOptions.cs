namespace FaceML.Comparison;

/// <summary>Settings of <see cref="FaceCatalog.Compare"/>, which describes them.</summary>
internal sealed record FaceComparisonOptions(
    string OutputColumnName, string FirstColumnName, string SecondColumnName, FaceMetric Metric = FaceMetric.Cosine,
    FaceQualityModel? Quality = null);
