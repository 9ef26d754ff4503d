namespace FaceML.Liveness;

/// <summary>The numbers of one face by family; null for families that were not asked for.</summary>
/// <param name="Network">See <see cref="FaceLivenessFeatures.Network"/>.</param>
/// <param name="Statistics">See <see cref="FaceLivenessFeatures.Statistics"/>.</param>
/// <param name="ColorTexture">See <see cref="FaceLivenessFeatures.ColorTexture"/>.</param>
internal sealed record LivenessDescription(float[]? Network, float[]? Statistics, float[]? ColorTexture);
