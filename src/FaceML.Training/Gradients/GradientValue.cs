namespace FaceML.Training.Gradients;

/// <summary>A value that passes a door of a gradient graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions, beginning with the rows of a slice where it has any.</param>
internal sealed record GradientValue(string Name, IReadOnlyList<long> Dimensions);
