namespace FaceML.Training.Networks;

/// <summary>What a step of training was like.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Loss">The mean loss of its batches, before the step.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="GradientNorm">The norm of the gradient before clipping.</param>
internal sealed record NetworkStep(long Step, double Loss, double LearningRate, double GradientNorm);
