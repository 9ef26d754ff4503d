namespace FaceML.Quality;

/// <summary>A vector of an image of a person, as it is or spoiled.</summary>
/// <param name="Person">The number of the person.</param>
/// <param name="Image">Which of the person's images, from 0.</param>
/// <param name="Kind">Of <see cref="FaceSpoiler"/>; -1 for the image as it is.</param>
/// <param name="Level">The strength, 0 to <see cref="FaceSpoiler.Levels"/> less one.</param>
/// <param name="Vector">Of length 1.</param>
internal sealed record DegradedVector(int Person, int Image, int Kind, int Level, float[] Vector);
