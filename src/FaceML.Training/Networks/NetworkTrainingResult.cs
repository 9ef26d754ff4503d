using FaceML.Training.Heads;

namespace FaceML.Training.Networks;

/// <summary>What training a network led to.</summary>
/// <param name="Network">The network of the best epoch, or of the last one without validation; but for its weights it is the one
/// given.</param>
/// <param name="Epochs">All epochs, in order.</param>
/// <param name="BestEpoch">The number of the epoch that <paramref name="Network"/> is from; 0 is the network as it was given.</param>
/// <param name="InitialValidation">The validation metric of the network as it was given; NaN without validation.</param>
/// <param name="BestValidation">The validation metric of <paramref name="Network"/>; NaN without validation. It chose the epoch, so it is
/// on the optimistic side.</param>
/// <param name="StoppedEarly">Whether the stopping rule ended the run before the planned epochs.</param>
internal sealed record NetworkTrainingResult(
    OnnxModel Network, IReadOnlyList<TrainingEpoch> Epochs, int BestEpoch, double InitialValidation,
    double BestValidation, bool StoppedEarly);
