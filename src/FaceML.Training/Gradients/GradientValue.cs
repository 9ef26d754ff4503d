namespace FaceML.Training.Gradients;

/// <summary>A value that passes a door of a gradient graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions, the batch included.</param>
public sealed record GradientValue(string Name, IReadOnlyList<long> Dimensions);
