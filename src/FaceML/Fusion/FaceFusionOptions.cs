namespace FaceML.Fusion;

/// <summary>Settings of <see cref="FaceCatalog.FuseScores"/>, which describes them.</summary>
internal sealed record FaceFusionOptions(
    string OutputColumnName, IReadOnlyList<string> ScoreColumnNames, string LabelColumnName, FaceFusionMethod Method);
