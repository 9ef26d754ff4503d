namespace FaceML.Training.Gradients;

/// <summary>A weight that is learned: an input of the forward and of the backward graph.</summary>
/// <param name="Name">Its name in the network and as an input of the graphs.</param>
/// <param name="Dimensions">Its dimensions.</param>
/// <param name="Values">Its values in the network given; a copy.</param>
/// <param name="Gradient">The name of its gradient among the outputs of the backward graph.</param>
internal sealed record GradientWeight(string Name, IReadOnlyList<long> Dimensions, float[] Values, string Gradient);
