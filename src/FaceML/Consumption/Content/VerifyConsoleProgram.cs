using FaceML.Evaluation.Calibration;
using FaceML.Imaging;
using FaceML.Verification;

// Do two images show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.
if (args is not [string first, string second])
{
    Console.Error.WriteLine("Usage: dotnet run -- IMAGE IMAGE");
    return 2;
}

try
{
    using var model = new ModelName();
    FaceVerification result = model.Verify(first, second);
    Console.WriteLine(result.Decision switch
    {
        MatchDecision.Match => "Match: the same person.",
        MatchDecision.NoMatch => "No match: not the same person.",
        _ => $"No decision ({result.First.Status}, {result.Second.Status}).",
    });
    if (result.Score is { } score)
    {
        Console.WriteLine($"Score {score:F3}, threshold {result.Threshold:F3}.");
        Console.WriteLine(result.Promise?.ToSentence());
    }

    return result.Decision switch { MatchDecision.Match => 0, MatchDecision.NoMatch => 1, _ => 2 };
}
catch (Exception error) when (error is ImageFormatException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
