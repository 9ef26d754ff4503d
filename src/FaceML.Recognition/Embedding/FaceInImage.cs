namespace FaceML.Recognition;

/// <summary>A face to embed: an image and where the face's points are in it.</summary>
/// <param name="Image">The image.</param>
/// <param name="Points">The five points in its pixels.</param>
public readonly record struct FaceInImage(Image Image, FacePoints Points);
