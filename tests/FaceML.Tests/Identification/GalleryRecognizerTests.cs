using FaceML.Galleries;
using FaceML.Galleries.Stores;
using FaceML.Identification;

namespace FaceML.Tests.Identification;

[TestClass]
public sealed class GalleryRecognizerTests
{
    [TestMethod]
    public void a_person_is_on_an_image_once_unless_asked_otherwise()
    {
        using FaceRecognizer networks = FaceRecognizer.CreateDefault();
        GalleryRecognizer recognizer = new(networks, FaceRecognizerOptions.DefaultPreset);
        Image image = Image.Load(TestData.Samples[0]);
        using Gallery gallery = Gallery.Create(
            new MemoryGalleryStore(), recognizer.Define("door"), new GalleryOptions { Threshold = recognizer.Threshold(1e-4) });
        GalleryFace face = recognizer.EmbedSingle(image, FaceSelection.Largest, out _)!;
        gallery.Enroll(new Enrollment("anna", face.Embedding, recognizer.Recipe) { Quality = face.Quality });

        Image twice = Beside(image, image);
        IReadOnlyList<IdentifiedFace> faces = recognizer.Identify(gallery, twice);
        string?[] exclusive = [.. faces.Select(found => found.Identity?.Id)];
        string?[] repeated = [.. recognizer.Identify(gallery, twice, exclusive: false).Select(found => found.Identity?.Id)];

        Assert.AreEqual(1, exclusive.Count(id => id == "anna"));
        Assert.AreEqual(2, repeated.Count(id => id == "anna"));
        Assert.IsTrue(faces.All(found => found.Score is null == found.Identity is null));
        Assert.AreEqual(faces.Max(found => found.Answer.Candidates[0].Score), faces.Single(found => found.Score is not null).Score);
    }

    private static Image Beside(Image left, Image right)
    {
        Image both = new(left.Width + right.Width, left.Height);
        for (int y = 0; y < left.Height; y++)
        {
            Span<byte> row = both.Pixels.Slice(y * both.Width * 3, both.Width * 3);
            left.Pixels.Slice(y * left.Width * 3, left.Width * 3).CopyTo(row);
            right.Pixels.Slice(y * right.Width * 3, right.Width * 3).CopyTo(row[(left.Width * 3)..]);
        }

        return both;
    }
}
