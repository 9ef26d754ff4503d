namespace FaceML.Quality;

/// <summary>Settings of <see cref="FaceCatalog.AssessQuality"/>, which describes them.</summary>
internal sealed record FaceQualityAssessmentOptions(
    string OutputColumnName, string InputColumnName, FaceQualityModel? Model, string? StatusColumnName);
