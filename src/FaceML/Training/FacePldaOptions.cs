namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.Plda"/>, which describes them.</summary>
internal sealed record FacePldaOptions(
    string OutputColumnName, string FirstColumnName, string SecondColumnName, string FirstIdentityColumnName,
    string SecondIdentityColumnName, CancellationToken CancellationToken);
