using System.CommandLine;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary><c>faceml verify A B</c>: do two images show the same person?</summary>
internal static class VerifyCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var first = new Argument<string>("A") { Description = "An image." };
        var second = new Argument<string>("B") { Description = "Another image." };
        var threshold = new OptionalNumberOption<float>("--threshold", NumberRange.Finite) { Description = "The score from which two faces count as one person's; default: that of the shipped calibration for --max-fmr.", HelpName = "T" };
        var rate = new NumberOption<double>("--max-fmr", NumberRange.Fraction) { Description = "Which threshold of the shipped calibration decides: that of this false match rate.", DefaultValueFactory = _ => 1e-4, HelpName = "0.01|0.001|0.0001|0.00001" };
        var prior = new NumberOption<double>("--prior", NumberRange.Fraction) { Description = "The probability, before the comparison, that both images show one person.", DefaultValueFactory = _ => 0.5, HelpName = "P" };
        var face = new Option<FaceSelection>("--face") { Description = "Which face to take where an image shows several.", DefaultValueFactory = _ => FaceSelection.Largest, HelpName = "largest|central|only" };
        var model = new Option<string>("--model") { Description = "Decide by a saved pipeline: its networks, its threshold, its promise.", HelpName = "FILE" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Faces, evidence, networks and the grounds of the promise too." };
        var json = new Option<bool>("--json") { Description = "One JSON object with everything." };
        var command = new Command("verify", "Do two images show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.") { first, second, model, threshold, rate, prior, face, verbose, json };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);

        command.SetAction((parsed, cancellationToken) =>
        {
            // Not a validator of the command: those hide what is wrong with an option.
            if (parsed.GetValue(model) is not null && ((Option[])[threshold, rate, prior, face]).Any(option => parsed.GetResult(option) is { Implicit: false }))
            {
                throw new ToolException("A saved pipeline brings its own threshold, prior and choice of face: --model goes without --threshold, --max-fmr, --prior and --face.");
            }

            string a = parsed.GetValue(first)!, b = parsed.GetValue(second)!;
            Verification result = parsed.GetValue(model) is { } file
                ? ModelVerification.Decide(a, b, file, recognition.ReadNetwork(parsed), recognition.ReadAligned(parsed))
                : Decide(a, b);
            if (parsed.GetValue(json))
            {
                VerificationView.WriteJson(terminal, result);
            }
            else
            {
                VerificationView.Write(terminal, result, parsed.GetValue(verbose));
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
        return command;
    }
}
