namespace FaceML.Training.Networks;

/// <summary>A network between two others, as held-out images judge it.</summary>
/// <param name="Coefficient">The mixing coefficient: 0 is the network as it came, 1 the one trained on from it.</param>
/// <param name="Validation">The figure that was trained for, larger is better.</param>
/// <param name="Retained">The figure that is to be retained, larger is better.</param>
internal sealed record InterpolationPoint(double Coefficient, double Validation, double Retained);
