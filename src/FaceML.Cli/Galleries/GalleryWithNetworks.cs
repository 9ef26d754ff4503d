using FaceML.Identification;

namespace FaceML.Cli;

/// <summary>An open gallery with the networks that make its embeddings; both are closed with it.</summary>
internal sealed class GalleryWithNetworks(Gallery gallery, GalleryRecognizer recognizer, FaceRecognizer networks) : IDisposable
{
    public Gallery Gallery => gallery;

    public GalleryRecognizer Recognizer => recognizer;

    public void Dispose()
    {
        gallery.Dispose();
        networks.Dispose();
    }
}
