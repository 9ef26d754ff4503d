using FaceML.Evaluation.Calibration;
using FaceML.Saving;
using FaceML.Verification;

namespace FaceML.Cli;

/// <summary><c>faceml verify A B</c>: do two images show the same person?</summary>
internal static class VerifyCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var first = new Argument<string>("A") { Description = "An image." };
        var second = new Argument<string>("B") { Description = "Another image." };
        var model = new ValueOption<string>("--model", "FILE", "Decide by a saved pipeline: its networks, its threshold, its promise.");
        var decision = new DecisionOptions();
        var verbose = new Option<bool>("--verbose", "-v")
        {
            Description = "Faces, evidence, networks and the grounds of the promise too.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object with everything." };
        const string Purpose = "Do two images show the same person? Exit code 0: yes, 1: no, 2: it could not be decided.";
        var command = new Command("verify", Purpose) { first, second, model };
        decision.AddTo(command);
        command.Add(verbose);
        command.Add(json);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command).AddTimingsTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using StageTimings? measured = recognition.Measure(parsed);
            RecipeVerifier.ReadAhead();
            using FaceVerifier verifier = parsed.GetValue(model) is { } file
                ? FaceVerifier.Load(file, Loading(parsed))
                : FaceVerifier.Create(decision.Read(parsed) with { Recognition = recognition.Read(parsed) });
            FaceVerification result = verifier.Verify(parsed.GetValue(first)!, parsed.GetValue(second)!, cancellationToken);
            VerificationView.Write(terminal, result, parsed.GetValue(json), parsed.GetValue(verbose));
            return Task.FromResult(CodeOf(result.Decision));
        });
        return command;

        LoadOptions Loading(ParseResult parsed)
        {
            // Not a validator of the command: those hide what is wrong with an option.
            decision.RequireNone(parsed);
            return new() { Networks = recognition.ReadNetwork(parsed), ImagesAreAligned = recognition.ReadAligned(parsed) };
        }
    }

    private static int CodeOf(MatchDecision decision) => decision switch
    {
        MatchDecision.Match => ExitCode.Success,
        MatchDecision.NoMatch => ExitCode.NoMatch,
        _ => ExitCode.Error,
    };
}
