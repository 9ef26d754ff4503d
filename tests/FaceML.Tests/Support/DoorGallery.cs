using FaceML.Galleries;
using FaceML.Galleries.Stores;
using FaceML.Identification;

namespace FaceML.Tests.Support;

/// <summary>A gallery of the default preset in which one sample's face is enrolled, and images of an enrolled and of a strange
/// face.</summary>
internal static class DoorGallery
{
    private static readonly FaceRecognizer Networks = FaceRecognizer.CreateDefault();

    public static GalleryRecognizer Recognizer { get; } = new(Networks, FaceRecognizerOptions.DefaultPreset);

    /// <summary>Shows Anna, who is enrolled.</summary>
    public static string Anna => TestData.Samples[0];

    /// <summary>Shows somebody who is not.</summary>
    public static string Stranger => TestData.Samples[4];

    /// <summary>The gallery "door" in memory, with Anna.</summary>
    public static Gallery Create()
    {
        var door = Gallery.Create(
            new MemoryGalleryStore(), Recognizer.Define("door"), new GalleryOptions { Threshold = Recognizer.Threshold(1e-4) });
        Enroll(door, "anna", Anna, "Anna Berg");
        return door;
    }

    /// <summary>Enrolls the largest face of an image.</summary>
    public static void Enroll(Gallery gallery, string id, string path, string? name = null)
    {
        ReadOnlyMemory<float> embedding = Recognizer.EmbedSingle(Image.Load(path), FaceSelection.Largest, out _)!.Embedding;
        gallery.Enroll(new Enrollment(id, embedding, Recognizer.Recipe) { Person = new() { Name = name } });
    }
}
