namespace FaceML.Recognition;

/// <summary>
/// The image with a border around it, for faces that fill the image: detectors and landmark networks have seldom seen a face without its
/// surroundings.
/// </summary>
internal static class Canvas
{
    /// <summary>
    /// The gray of the border: the middle of the bytes, which most networks' inputs take to 0. Of black, gray, the image's mean, its
    /// repeated edge and its reflection gray lost least over crops of LFW's people that are in no pair of View 2; the reflection shows
    /// further faces.
    /// </summary>
    internal const byte Gray = 127;

    /// <summary>
    /// The borders' widths as shares of the image's side. A face's box is the mean of those that are found with each: the landmarks in it
    /// are nearer to those of the whole image than with any one border, or with the best of several. Some faces are found with one alone.
    /// </summary>
    internal static IReadOnlyList<float> Borders { get; } = [0.5f, 1, 2];

    /// <summary>The canvas in the image's coordinates.</summary>
    internal static Box Around(Image image, float border)
    {
        float x = border * image.Width, y = border * image.Height;
        return new(-x, -y, image.Width + x, image.Height + y);
    }
}
