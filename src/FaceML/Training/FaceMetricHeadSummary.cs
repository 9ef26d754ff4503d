namespace FaceML.Training;

/// <summary>What a head was learned from. Saved with it.</summary>
/// <param name="Images">Vectors that it learned from.</param>
/// <param name="People">The people they show.</param>
/// <param name="HeldOutImages">Vectors that chose the epoch.</param>
/// <param name="HeldOutPeople">The people they show; none of the others.</param>
/// <param name="LeftOut">Rows without a vector or a person.</param>
/// <param name="FalseMatchRate">The false match rate at which the held-out part was measured.</param>
/// <param name="InitialValidation">The held-out part's true match rate with the untrained head; NaN when no people were held out.</param>
/// <param name="BestValidation">The same with the head that was kept. It chose the epoch, so it is on the optimistic side: measure the gain
/// on further people.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 is the untrained head.</param>
public sealed record FaceMetricHeadSummary(
    int Images, int People, int HeldOutImages, int HeldOutPeople, int LeftOut, double FalseMatchRate, float InitialValidation,
    float BestValidation, int BestEpoch);
