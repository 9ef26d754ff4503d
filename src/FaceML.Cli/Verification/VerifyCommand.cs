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
        var threshold = new Option<float?>("--threshold") { Description = "The score from which two faces count as one person's; default: that of the shipped calibration for --max-fmr.", HelpName = "T" };
        var rate = new Option<double>("--max-fmr") { Description = "Which threshold of the shipped calibration decides: that of this false match rate.", DefaultValueFactory = _ => 1e-4, HelpName = "0.01|0.001|0.0001|0.00001" };
        var prior = new Option<double>("--prior") { Description = "The probability, before the comparison, that both pictures show one person.", DefaultValueFactory = _ => 0.5, HelpName = "P" };
        var face = new Option<FaceSelection>("--face") { Description = "Which face to take where a picture shows several.", DefaultValueFactory = _ => FaceSelection.Largest, HelpName = "largest|central|only" };
        var model = new Option<string>("--model") { Description = "Decide by a saved pipeline: its networks, its threshold, its promise.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("verify", "Do two photographs show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.") { first, second, model, threshold, rate, prior, face, json };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);

        command.SetAction((parsed, cancellationToken) =>
        {
            string a = parsed.GetValue(first)!, b = parsed.GetValue(second)!;
            Verification result = parsed.GetValue(model) is { } file
                ? ModelVerification.Decide(a, b, file, recognition.ReadNetwork(parsed))
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
                return Verification.Decide(Probe.Load(a, recognizer, selection, cancellationToken), Probe.Load(b, recognizer, selection, cancellationToken), recognizer,
                    parsed.GetValue(threshold), parsed.GetValue(rate), parsed.GetValue(prior));
            }
        });
        command.Validators.Add(result =>
        {
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            if (Given(model) && (Given(threshold) || Given(face) || Given(rate) || Given(prior)))
            {
                result.AddError("A saved pipeline brings its own threshold, prior and choice of face: --model goes without --threshold, --max-fmr, --prior and --face.");
            }

            if (Given(prior) && result.GetValue(prior) is not (> 0 and < 1))
            {
                result.AddError("--prior lies between 0 and 1, both excluded.");
            }
        });
        return command;
    }
}
