using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>A face that a detector found.</summary>
/// <param name="Box">Where, in pixels of the upright picture, cut off at its edges.</param>
/// <param name="Score">How sure the detector is, 0 to 1. Scores of different detectors do not compare.</param>
/// <param name="Points">The five points, from detectors that give them.</param>
public readonly record struct DetectedFace(Box Box, float Score, FacePoints? Points = null);
