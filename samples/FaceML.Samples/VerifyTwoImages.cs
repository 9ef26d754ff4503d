using FaceML.Verification;

namespace FaceML.Samples;

/// <summary>Do two images show the same person? A decision with a promise, before anything was fitted.</summary>
public static class VerifyTwoImages
{
    public static void Run(TextWriter output)
    {
        using var verifier = FaceVerifier.Create(new() { MaxFalseMatchRate = 1e-4 });
        FaceVerification result = verifier.Verify("datasets/samples/sample1.jpg", "datasets/samples/sample3.jpg");

        output.WriteLine($"{result.Decision}: score {result.Score:F2}, threshold {result.Threshold:F2}");
        output.WriteLine(result.Promise!.ToSentence());
    }
}

/* Output:
Match: score 0.72, threshold 0.41
At this threshold at most 1 in 10,000 pairs of different people match, with 95 % confidence, measured on 4,281 people of Labeled Faces in the Wild (press photographs, nearly all of adults).
*/
