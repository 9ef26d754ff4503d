using VipsImage = NetVips.Image;

namespace FaceML.Imaging;

/// <summary>
/// The images of libvips that one decoding or encoding makes on its way. All of them may read memory that is lent for that time only,
/// so all are disposed at its end, whichever way it ends.
/// </summary>
internal sealed class VipsImages : IDisposable
{
    private readonly List<VipsImage> images = [];

    /// <summary>Takes an image over and returns it.</summary>
    public VipsImage Add(VipsImage image)
    {
        images.Add(image);
        return image;
    }

    public void Dispose()
    {
        for (int i = images.Count - 1; i >= 0; i--)
        {
            images[i].Dispose();
        }
    }
}
