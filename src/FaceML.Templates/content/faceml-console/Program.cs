using FaceML.Evaluation.Calibration;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Verification;

// Do two images show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.
if (args is not [string first, string second])
{
    Console.Error.WriteLine("Usage: dotnet run -- IMAGE IMAGE");
    return 2;
}

try
{
    using var verifier = FaceVerifier.Create(new()
    {
        Recognition = FaceRecognizerOptions.Preset("balanced"),
        MaxFalseMatchRate = 1e-4, // of pairs of different people at most 1 in 10,000 may match
    });
    FaceVerification result = verifier.Verify(first, second);
    if (result.Score is null)
    {
        VerifiedFace face = result.First.Status == FaceStatus.Found ? result.Second : result.First;
        Console.WriteLine($"No decision: {face.File} shows no face that can be compared ({face.Status}).");
        return 2;
    }

    Console.WriteLine(result.Decision == MatchDecision.Match ? "Match: the same person." : "No match: not the same person.");
    Console.WriteLine($"Score {result.Score:F3}, threshold {result.Threshold:F3}.");
    Console.WriteLine(result.Promise!.ToSentence());
    return result.Decision == MatchDecision.Match ? 0 : 1;
}
catch (Exception error) when (error is ImageFormatException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
