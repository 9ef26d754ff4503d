namespace FaceML.Cli;

/// <summary>
/// <c>faceml liveness IMAGE…</c>: is the face live, or a print or a screen before the camera? And how to train and measure that.
/// </summary>
internal static class LivenessCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images") { Description = "Files, folders or globs.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON object per image, a line each." };
        var command = new Command(
            "liveness", "Assess whether faces are live. Advisory: one image cannot stop a good screen, a mask or an injected image.")
        {
            images, json, LivenessTrainCommand.Create(terminal), LivenessEvaluateCommand.Create(terminal),
        };
        (Option<string?> model, Option<string> network) = LivenessModel.AddOptions(command);
        ProviderOptions providers = new ProviderOptions(terminal).AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            IReadOnlyList<string> files = parsed.GetValue(images) is { Length: > 0 } named ? ImageFiles.Expand(named)
                : throw new ToolException(
                    "Name images to assess, or one of the commands train and evaluate. 'faceml liveness --help' shows the options.");
            bool asJson = parsed.GetValue(json);
            int unreadable = 0;
            using LivenessModel opened = LivenessModel.Open(parsed.GetValue(model), parsed.GetValue(network)!, providers.Read(parsed));
            foreach (LivenessModel.Answer answer in opened.Assess(files))
            {
                cancellationToken.ThrowIfCancellationRequested();
                LivenessView.Write(terminal, opened, answer, asJson);
                unreadable += answer.Faces.HasImage ? 0 : 1;
            }

            LivenessView.Remark(terminal, opened, asJson);
            return Task.FromResult(ExitCode.OfImages(unreadable, files.Count));
        });
        return command;
    }
}
