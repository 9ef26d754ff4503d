namespace FaceML.Training.Heads;

/// <summary>What an epoch of training was like.</summary>
/// <param name="Epoch">Its number, from 1; 0 is told of before a network is trained, with the validation metric of the network as it
/// starts.</param>
/// <param name="Loss">The mean loss of its batches, each before the step it led to.</param>
/// <param name="Validation">The validation metric after it, larger is better; NaN without validation.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="GradientNorm">The mean norm of the gradient before clipping.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record TrainingEpoch(int Epoch, double Loss, double Validation, double LearningRate, double GradientNorm, TimeSpan Elapsed);
