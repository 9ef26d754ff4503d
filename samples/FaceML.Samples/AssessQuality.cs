using FaceML.Calibration;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Samples;

/// <summary>How likely a face is recognized: an image, and what is left of it after more and more blur.</summary>
public static class AssessQuality
{
    public static void Run(TextWriter output)
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        FaceQualityModel quality = RecipeCalibration.For(recognizer)!.Quality!;
        Image original = Image.Load("datasets/samples/sample1.jpg");
        foreach (float blur in new[] { 0f, 4f, 8f, 12f })
        {
            Image image = blur == 0 ? original : original.Blur(blur);
            FaceEmbedding face = recognizer.EmbedSingle(image);
            double score = quality.Quality(face.Vector.Span);
            string why = FaceQualityComponents.Measure(image, face).Reason ?? "nothing to complain of";
            output.WriteLine($"blur {blur,2}: quality {score:F0} of 100, "
                + $"{(score < quality.Floor ? "not recognizable" : "recognizable")}; {why}");
        }
    }
}

/* Output:
blur  0: quality 93 of 100, recognizable; nothing to complain of
blur  4: quality 92 of 100, recognizable; too blurred
blur  8: quality 2 of 100, not recognizable; too blurred
blur 12: quality 2 of 100, not recognizable; too blurred
*/
