namespace FaceML.Training;

/// <summary>What a network was trained on.</summary>
/// <param name="Images">Images that it learned from.</param>
/// <param name="People">The people they show; 0 where it is not known.</param>
/// <param name="HeldOutImages">Images that chose the epoch.</param>
/// <param name="HeldOutPeople">The people they show; none of the others.</param>
/// <param name="LeftOut">Rows without an aligned face or a person.</param>
/// <param name="InitialValidation">The held-out part's metric before training; NaN when no people were held out.</param>
/// <param name="BestValidation">The same with the network that was kept. It chose the epoch, so it is on the optimistic side: measure the
/// gain on further people.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 is the network as it was.</param>
/// <param name="MixingCoefficient">The share of that epoch's weights in those of the network, the rest being the network as it was
/// (<see cref="FaceNetworkOptions.Interpolation"/>); 1 where nothing was mixed.</param>
public sealed record FaceNetworkSummary(int Images, int People, int HeldOutImages, int HeldOutPeople, int LeftOut,
    double InitialValidation, double BestValidation, int BestEpoch, double MixingCoefficient);
