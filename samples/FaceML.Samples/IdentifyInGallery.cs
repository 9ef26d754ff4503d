using FaceML.Galleries;
using FaceML.Galleries.Erasure;
using FaceML.Galleries.Protection;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Samples;

/// <summary>A gallery in an encrypted file: one person enrolled, every face of a group photograph searched, and the person erased with a
/// receipt.</summary>
public static class IdentifyInGallery
{
    public static void Run(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("faceml-gallery-").FullName;
        string file = Path.Combine(folder, "door.faces"), keys = Path.Combine(folder, "door.keys");
        File.WriteAllText(keys, GalleryKeys.Generate("2026"));
        using var networks = FaceRecognizer.CreateDefault();
        var recognizer = new GalleryRecognizer(networks, FaceRecognizerOptions.DefaultPreset);

        var options = new GalleryOptions
        {
            Keys = GalleryKeys.FromFile(keys),
            Threshold = recognizer.Threshold(falsePositiveRate: 1e-4), // of searches for strangers at most 1 in 10,000 finds somebody
        };
        using (var gallery = Gallery.CreateFile(file, recognizer.Define("door"), options))
        {
            GalleryFace face = recognizer.EmbedSingle(Image.Load("datasets/samples/sample1.jpg"), FaceSelection.Largest, out _)!;
            EnrollmentResult result = gallery.Enroll(new Enrollment("anna", face.Embedding, recognizer.Recipe)
            {
                Quality = face.Quality,
                Person = new PersonChange
                {
                    Name = "Anna Berg",
                    Consent = "form 17",
                    Expires = new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero),
                },
            });
            output.WriteLine(result);
        }

        using (var gallery = Gallery.OpenFile(file, options))
        {
            IReadOnlyList<IdentifiedFace> faces = recognizer.Identify(gallery, Image.Load("datasets/samples/sample3.jpg"));
            foreach (IdentifiedFace face in faces)
            {
                (float score, float? threshold) = (face.Answer.Candidates[0].Score, face.Answer.Threshold.Value);
                output.WriteLine($"{face.Identity?.DisplayName ?? "unknown"} ({score:F2}, threshold {threshold:F2})");
            }

            ErasureReceipt receipt = gallery.Remove("anna");
            bool clean = gallery.Audit([.. faces.Select(face => face.Face.Embedding)]).IsClean;
            output.WriteLine(
                $"{receipt.Templates} template erased, receipt valid: {receipt.Verify(gallery.ReceiptPublicKey.Span)}, no trace left: "
                + $"{clean}");
        }

        Directory.Delete(folder, recursive: true);
    }
}

/* Output:
Enrolled as Anna Berg.
unknown (0.13, threshold 0.41)
Anna Berg (0.72, threshold 0.41)
unknown (0.36, threshold 0.41)
1 template erased, receipt valid: True, no trace left: True
*/
