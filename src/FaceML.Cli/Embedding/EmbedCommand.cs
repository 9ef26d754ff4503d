using FaceML.Calibration;

namespace FaceML.Cli;

/// <summary><c>faceml embed IMAGE… --out FILE</c>: one JSON object a face.</summary>
internal static class EmbedCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images") { Description = "Files, folders or globs.", Arity = ArgumentArity.OneOrMore };
        var output = new OutputFileOption("--out", "FILE", "The JSON Lines file to write: one object a face.", required: true);
        var command = new Command("embed", "Turn every face into a unit vector.") { images, output };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command).AddTimingsTo(command);

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using StageTimings? measured = recognition.Measure(parsed);
            IReadOnlyList<string> files = ImageFiles.Expand(parsed.GetValue(images)!);
            using FaceRecognizer recognizer = recognition.Create(parsed);
            FaceQualityModel? model = RecipeCalibration.For(recognizer)?.Quality;
            int faces = 0, problems = 0, without = 0;
            string target = parsed.GetValue(output)!.FullName;
            using (var pending = new PendingText(target))
            {
                await ToolProgress.ForEachAsync(
                    terminal, "Embedding", files, file => EmbeddedFile.Read(recognizer, model, file, cancellationToken), (file, found) =>
                {
                    foreach (string line in found.ToJsonLines(file, recognizer.Options.Embedder))
                    {
                        pending.Writer.WriteLine(line);
                    }

                    faces += found.Faces.Count;
                    without += found.Problem is null && found.Faces.Count == 0 ? 1 : 0;
                    if (found.Problem is not null)
                    {
                        problems++;
                        terminal.Fail(found.Problem);
                    }
                }, cancellationToken);
                pending.Commit();
            }

            terminal.Remark($"{FaceTable.Count(faces)} of {files.Count} images written to {target}; {without} without a face, {problems} "
                + $"unreadable.");
            return ExitCode.OfImages(problems, files.Count);
        });
        return command;
    }
}
