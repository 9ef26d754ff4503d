namespace FaceML.Networks;

/// <summary>
/// What is stated about the terms of a network, and where. Nothing here is concluded: what is not stated is said to be so.
/// </summary>
public sealed record NetworkLicense
{
    /// <summary>The license of the package that brings the file, as an SPDX identifier.</summary>
    public required string Package { get; init; }

    /// <summary>Where the package's license was read.</summary>
    public required string StatedIn { get; init; }

    /// <summary>What is said of the weights.</summary>
    public required string Weights { get; init; }

    /// <summary>
    /// What follows for commercial use, read from <see cref="Weights"/>. The default value is <see cref="CommercialUse.NotStated"/>.
    /// </summary>
    public CommercialUse CommercialUse { get; init; } = CommercialUse.NotStated;

    /// <summary>What is said of the data they were trained with.</summary>
    public required string TrainingData { get; init; }
}
