using System.CommandLine;
using FaceML.Imaging;
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
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("verify", "Do two photographs show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.") { first, second, threshold, face, json };
        RecognitionOptions recognition = new RecognitionOptions().AddEmbeddingTo(command);

        command.SetAction((parsed, cancellationToken) =>
        {
            using FaceRecognizer recognizer = recognition.Create(parsed);
            FaceSelection selection = parsed.GetValue(face);
            var a = Probe.Load(parsed.GetValue(first)!, recognizer, selection, cancellationToken);
            var b = Probe.Load(parsed.GetValue(second)!, recognizer, selection, cancellationToken);
            Verification result = Verification.Decide(a, b, recognizer, parsed.GetValue(threshold));
            if (parsed.GetValue(json))
            {
                VerificationView.WriteJson(terminal, result);
            }
            else
            {
                VerificationView.Write(terminal, result);
            }

            return Task.FromResult(result.ExitCode);
        });
        return command;
    }
}
