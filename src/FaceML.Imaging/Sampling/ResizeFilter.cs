namespace FaceML.Imaging;

/// <summary>How pixels are weighed when an image changes size.</summary>
public enum ResizeFilter
{
    /// <summary>
    /// Between the four nearest pixels, half-pixel centers, no widening when reducing: the values of OpenCV's <c>INTER_LINEAR</c>,
    /// with which the networks were trained and measured.
    /// </summary>
    Bilinear,

    /// <summary>
    /// The mean of the covered area when reducing (OpenCV's <c>INTER_AREA</c>): no aliasing, better from about half size down.
    /// Along an axis that grows it is <see cref="Bilinear"/>.
    /// </summary>
    Area,
}
