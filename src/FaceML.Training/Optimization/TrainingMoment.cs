namespace FaceML.Training.Optimization;

/// <summary>
/// Where a training run stands; all that a schedule or a stopping rule may depend on, so that a resumed run decides alike.
/// </summary>
/// <param name="Step">Optimizer steps made before this one, from 0.</param>
/// <param name="StepsPerEpoch">Steps in an epoch, at least 1.</param>
/// <param name="Epochs">Epochs planned.</param>
/// <param name="Validation">The validation metric after each epoch so far, larger is better; empty without validation.</param>
internal readonly record struct TrainingMoment(long Step, long StepsPerEpoch, int Epochs, IReadOnlyList<double> Validation);
