namespace FaceML.Training.Heads;

/// <summary>What training led to.</summary>
/// <param name="Head">The head of the best epoch, or of the last one without validation.</param>
/// <param name="Epochs">All epochs, in order.</param>
/// <param name="BestEpoch">The number of the epoch that <paramref name="Head"/> is from; 0 is the untrained head.</param>
/// <param name="InitialValidation">The validation metric of the untrained head; NaN without validation.</param>
/// <param name="BestValidation">The validation metric of <paramref name="Head"/>; NaN without validation.</param>
/// <param name="StoppedEarly">Whether the stopping rule ended the run before the planned epochs.</param>
internal sealed record MetricHeadResult(MetricHead Head, IReadOnlyList<TrainingEpoch> Epochs, int BestEpoch, double InitialValidation,
    double BestValidation, bool StoppedEarly);
