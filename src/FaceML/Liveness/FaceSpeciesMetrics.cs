namespace FaceML.Liveness;

/// <summary>How one species of attack fares (ISO/IEC 30107-3: a presentation attack instrument species).</summary>
/// <param name="Name">The species.</param>
/// <param name="Images">Its attacks with a score.</param>
/// <param name="People">The people whom they show; 0 when not known.</param>
/// <param name="EqualErrorRate">Where its APCER equals the BPCER; null without a single attack that has a score.</param>
/// <param name="Apcer">The share of its attacks that were decided to be live; null without a column of decisions.</param>
/// <param name="NonResponse">The share of its attacks without a score, because no face was found (APNRR). They are not in the other
/// rates.</param>
public sealed record FaceSpeciesMetrics(
    string Name, int Images, int People, Estimate? EqualErrorRate, Estimate? Apcer, Estimate NonResponse);
