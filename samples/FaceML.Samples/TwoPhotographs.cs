using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Samples;

/// <summary>Two photographs, one answer, without ML.NET.</summary>
public static class TwoPhotographs
{
    public static void Run(TextWriter output)
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        FaceEmbedding a = recognizer.EmbedSingle(Image.Load("datasets/samples/sample1.jpg"));
        FaceEmbedding b = recognizer.EmbedSingle(Image.Load("datasets/samples/sample3.jpg"), FaceSelection.Largest);

        float score = FaceComparison.Cosine(a.Vector.Span, b.Vector.Span);
        output.WriteLine($"score {score:F2}");
    }
}

/* Output:
score 0.72
*/
