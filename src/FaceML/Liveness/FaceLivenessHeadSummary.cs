namespace FaceML.Liveness;

/// <summary>What a liveness head was learned from. Saved with it.</summary>
/// <param name="LiveImages">Live images that it learned from.</param>
/// <param name="Attacks">Attacks that it learned from.</param>
/// <param name="People">The people whom they show.</param>
/// <param name="HeldOutPeople">The people of whom only the threshold was fitted; none of the others.</param>
/// <param name="LeftOut">Images without a face, which were left out.</param>
/// <param name="Features">What it goes by, chosen by cross-validation over people.</param>
/// <param name="Ridge">The pull of its weights to 0, chosen likewise.</param>
/// <param name="Folds">The folds of that cross-validation.</param>
/// <param name="EqualErrorRate">
/// The equal error rate of the worst species in the cross-validation. It chose features and pull, so it is on the optimistic side: measure
/// on further people.
/// </param>
public sealed record FaceLivenessHeadSummary(
    int LiveImages, int Attacks, int People, int HeldOutPeople, int LeftOut, FaceLivenessFeatures Features, double Ridge, int Folds,
    double EqualErrorRate);
