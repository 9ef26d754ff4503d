using System.CommandLine;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary><c>faceml verify A B</c>: do two photographs show the same person?</summary>
internal static class VerifyCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var first = new Argument<string>("A") { Description = "A photograph." };
        var second = new Argument<string>("B") { Description = "Another photograph." };
        var threshold = new Option<float?>("--threshold") { Description = "The score from which two faces count as one person's; default: the network card's.", HelpName = "T" };
        var face = new Option<FaceSelection>("--face") { Description = "Which face to take where a picture shows several.", DefaultValueFactory = _ => FaceSelection.Largest, HelpName = "largest|central|only" };
        var model = new Option<string>("--model") { Description = "Decide by a saved pipeline: its networks, its threshold, its promise.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("verify", "Do two photographs show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.") { first, second, model, threshold, face, json };
        RecognitionOptions recognition = new RecognitionOptions().AddEmbeddingTo(command);

        command.SetAction((parsed, cancellationToken) =>
        {
            string a = parsed.GetValue(first)!, b = parsed.GetValue(second)!;
            Verification result = parsed.GetValue(model) is { } file
                ? ModelVerification.Decide(a, b, file)
                : Decide(a, b);
            if (parsed.GetValue(json))
            {
                VerificationView.WriteJson(terminal, result);
            }
            else
            {
                VerificationView.Write(terminal, result);
            }

            return Task.FromResult(result.ExitCode);

            Verification Decide(string a, string b)
            {
                using FaceRecognizer recognizer = recognition.Create(parsed);
                FaceSelection selection = parsed.GetValue(face);
                return Verification.Decide(Probe.Load(a, recognizer, selection, cancellationToken), Probe.Load(b, recognizer, selection, cancellationToken), recognizer, parsed.GetValue(threshold));
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(model) is not null && (result.GetResult(threshold) is not null || result.GetResult(face) is { Implicit: false }))
            {
                result.AddError("A saved pipeline brings its own threshold and its own choice of face: --model goes without --threshold and --face.");
            }
        });
        return command;
    }
}
