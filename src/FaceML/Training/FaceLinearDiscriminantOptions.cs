namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.LinearDiscriminant"/>, which describes them.</summary>
internal sealed record FaceLinearDiscriminantOptions(
    string OutputColumnName, string InputColumnName, string PersonColumnName, int? OutputLength, double? Shrinkage,
    CancellationToken CancellationToken);
