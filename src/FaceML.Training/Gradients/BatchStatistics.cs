namespace FaceML.Training.Gradients;

/// <summary>
/// The statistics of a batch at one BatchNormalization, outputs of the forward graph, and the running ones that follow them.
/// </summary>
/// <param name="Mean">The output with the mean of each channel.</param>
/// <param name="Variance">The output with the variance of each channel (divided by n).</param>
/// <param name="RunningMean">The name of the network's weight that the mean belongs to.</param>
/// <param name="RunningVariance">The name of the network's weight that the variance belongs to.</param>
/// <param name="Channels">The number of channels.</param>
internal sealed record BatchStatistics(string Mean, string Variance, string RunningMean, string RunningVariance, int Channels);
