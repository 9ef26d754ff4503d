namespace FaceML.Evaluation.Protocols;

/// <summary>A comparison to be made: two images, and whether they show one person.</summary>
/// <param name="First">The path of the first image below the image folder, with forward slashes.</param>
/// <param name="Second">The path of the second.</param>
/// <param name="IsGenuine">Whether both show the same person.</param>
/// <param name="FirstIdentity">The first person's name; null when the file does not say.</param>
/// <param name="SecondIdentity">The second person's name.</param>
/// <param name="Fold">The fold, from 0; 0 when there are none.</param>
public sealed record ImagePair(string First, string Second, bool IsGenuine, string? FirstIdentity, string? SecondIdentity, int Fold);
