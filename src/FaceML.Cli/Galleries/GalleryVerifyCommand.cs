using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Decisions;
using FaceML.Identification;

namespace FaceML.Cli;

/// <summary><c>faceml gallery verify GALLERY ID IMAGE</c>: is this the person?</summary>
internal static class GalleryVerifyCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var person = new Argument<string>("person") { Description = "The person's id." };
        var image = new Argument<string>("image") { Description = "An image." };
        var face = new Option<FaceSelection>("--face")
        {
            Description = "Which face to take where the image shows several.",
            DefaultValueFactory = _ => FaceSelection.Largest,
            HelpName = "largest|central|only",
        };
        var command = new Command("verify", "Does the image show this person? Exit code 0: yes, 1: no, 2: it could not be decided.")
        {
            person, image, face,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command).AddDecisionTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using GalleryWithNetworks open = arguments.Open(parsed, recognition);
            string file = parsed.GetValue(image)!, id = parsed.GetValue(person)!;
            VerificationResult result = open.Recognizer.Verify(
                open.Gallery, Image.Load(file, cancellation: cancellationToken), id, parsed.GetValue(face));
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(terminal, VerifiedPersonJson.From(file, result));
            }
            else
            {
                string decision = result.Decision switch { MatchDecision.Match => "yes", MatchDecision.NoMatch => "no", _ => "undecided" };
                terminal.Output.WriteLine(FormattableString.Invariant($"{decision}\t{result.Person.DisplayName}\t{result.Score:F3}"));
                terminal.Remark(
                    result.Threshold.Value is { } value ? FormattableString.Invariant($"Threshold {value:F3}. {result.Threshold.Grounds}")
                    : result.Threshold.Grounds);
            }

            return Task.FromResult(
                result.Decision switch
                {
                    MatchDecision.Match => ExitCode.Success,
                    MatchDecision.NoMatch => ExitCode.NoMatch,
                    _ =>
                ExitCode.Error
                });
        });
        return command;
    }
}
