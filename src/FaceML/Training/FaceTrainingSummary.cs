namespace FaceML.Training;

/// <summary>What a head or a network was learned from, and what chose its epoch.</summary>
/// <param name="Images">Images that it learned from.</param>
/// <param name="People">The people they show; 0 where it is not known.</param>
/// <param name="HeldOutImages">Images that chose the epoch.</param>
/// <param name="HeldOutPeople">The people they show; none of the others.</param>
/// <param name="LeftOut">Rows without an embedding or an aligned face, or without a person.</param>
/// <param name="InitialValidation">The held-out part's metric before training, for a head the true match rate at
/// <see cref="FalseMatchRate"/>; NaN when no people were held out.</param>
/// <param name="BestValidation">The same with the epoch that was kept. It chose the epoch, so it is on the optimistic side: measure the
/// gain on further people.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 is the untrained head, or the network as it was.</param>
public sealed record FaceTrainingSummary(
    int Images, int People, int HeldOutImages, int HeldOutPeople, int LeftOut, double InitialValidation, double BestValidation,
    int BestEpoch)
{
    /// <summary>The false match rate at which a head's held-out part was measured; 0 for a network.</summary>
    public double FalseMatchRate { get; init; }

    /// <summary>
    /// The share of the best epoch's weights in those of a network, the rest being the network as it was
    /// (<see cref="FaceNetworkOptions.Interpolation"/>). The default value is 1: nothing was mixed.
    /// </summary>
    public double MixingCoefficient { get; init; } = 1;
}
