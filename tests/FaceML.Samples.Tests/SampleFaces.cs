using FaceML.Imaging;

namespace FaceML.Samples.Tests;

/// <summary>Faces of the sample images, each cut out with its surroundings: images that show one person.</summary>
internal static class SampleFaces
{
    private static readonly Lazy<Image> AnnaInOne = new(() => Cut(0, 1370, 113, 1775, 528));
    private static readonly Lazy<Image> AnnaInThree = new(() => Cut(2, 957, 73, 1416, 626));
    private static readonly Lazy<Image> Ben = new(() => Cut(4, 700, 20, 1050, 400)), Cleo = new(() => Cut(5, 150, 380, 570, 860));

    /// <summary>Anna, as she is on the first sample image.</summary>
    public static Image Anna => AnnaInOne.Value;

    /// <summary>Anna on another day.</summary>
    public static Image AnnaEarlier => AnnaInThree.Value;

    /// <summary>Somebody of the fifth sample image.</summary>
    public static Image Stranger => Ben.Value;

    /// <summary>Somebody of the sixth.</summary>
    public static Image Absent => Cleo.Value;

    /// <summary>Frames as a camera takes them of somebody who stands before it: moved, nearer, darker.</summary>
    public static IReadOnlyList<Image> Frames(Image face) =>
    [
        face,
        face.Warp(new SimilarityTransform(1.1f, 0.05f, -20, -15), face.Width, face.Height),
        Darker(face.Warp(new SimilarityTransform(1, 0, 6, 4), face.Width, face.Height)),
    ];

    /// <summary>A frame without a face.</summary>
    public static Image Empty => new(400, 400);

    private static Image Darker(Image image)
    {
        Image darker = image.Clone();
        foreach (ref byte value in darker.Pixels)
        {
            value = (byte)(value * 0.6);
        }

        return darker;
    }

    private static Image Cut(int sample, float left, float top, float right, float bottom) =>
        Image.Load(TestData.Samples[sample]).Crop(new Box(left, top, right, bottom));
}
