namespace FaceML.Evaluation.Calibration;

/// <summary>Scores from <paramref name="Low"/> up to, but without, <paramref name="High"/> are undecided. Immutable.</summary>
/// <param name="Low">Scores below are non-matches; genuine comparisons there are bounded by <paramref name="Promise"/>.</param>
/// <param name="High">Scores at or above are matches: the calibrated threshold. Equal to <paramref name="Low"/> when one threshold keeps
/// both promises.</param>
/// <param name="Promise">The bound on the false non-match rate below the band.</param>
/// <param name="Genuine">The share of genuine calibration comparisons inside the band.</param>
/// <param name="Impostor">The share of impostor calibration comparisons inside the band.</param>
public sealed record AbstainBand(float Low, float High, ThresholdPromise Promise, Estimate Genuine, Estimate Impostor);
