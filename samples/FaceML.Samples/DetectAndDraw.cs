using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Samples;

/// <summary>Where the faces are, and an image of it.</summary>
public static class DetectAndDraw
{
    public static void Run(TextWriter output)
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        Image image = Image.Load("datasets/samples/sample5.jpg");
        foreach (Face face in recognizer.Detect(image))
        {
            output.WriteLine($"{face.Box.Width:F0} × {face.Box.Height:F0} pixels, score {face.Score:F2}");
            image.DrawBox(face.Box, new Rgb(45, 212, 191));
        }

        image.Save(Path.Combine(Path.GetTempPath(), "faces.jpg"));
    }
}

/* Output:
161 × 218 pixels, score 1.00
181 × 279 pixels, score 1.00
155 × 210 pixels, score 1.00
170 × 256 pixels, score 0.99
179 × 278 pixels, score 0.99
*/
