using FaceML.Galleries;

namespace FaceML.Identification;

/// <summary>Settings of <see cref="FaceCatalog.Identify"/>, which describes them.</summary>
internal sealed record FaceIdentificationOptions(
    string OutputColumnName, string InputColumnName, Gallery Gallery, string NameColumnName, string ScoreColumnName,
    string DecisionColumnName, GalleryRecipe? Recipe, FaceQualityModel? Quality);
