using System.Text.Json;

namespace FaceML.Cli;

/// <summary><c>faceml detect IMAGE…</c>: where the faces are.</summary>
internal static class DetectCommand
{
    // Landmarks are looked for where they are shown.
    private sealed record Detection(
        Image? Image, IReadOnlyList<DetectedFace> Found, IReadOnlyList<Face> Located, string? Problem, string? Annotated);

    private sealed record DetectionJson(
        string File, int? Width, int? Height, IReadOnlyList<FaceJson>? Faces, string? Annotated, string? Error);

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images") { Description = "Files, folders or globs.", Arity = ArgumentArity.OneOrMore };
        var annotate = new OutputFolderOption("--annotate", "DIR", "Write each image with its faces drawn into this folder.");
        var json = new Option<bool>("--json") { Description = "One JSON object an image, a line each." };
        var command = new Command("detect", "Find the faces in images.") { images, annotate, json };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddDetectionTo(command).AddTimingsTo(command);

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using StageTimings? measured = recognition.Measure(parsed);
            IReadOnlyList<string> files = ImageFiles.Expand(parsed.GetValue(images)!);
            AnnotationFolder? folder = parsed.GetValue(annotate) is { } directory ? new(directory) : null;
            bool asJson = parsed.GetValue(json);
            using FaceRecognizer recognizer = recognition.Create(parsed);
            int problems = 0;
            await ToolProgress.ForEachAsync(
                terminal, "Detecting", files, file => Detect(recognizer, file, folder, asJson, cancellationToken), (file, found) =>
            {
                problems += found.Problem is null ? 0 : 1;
                Show(terminal, file, found, asJson);
            }, cancellationToken);
            return ExitCode.OfImages(problems, files.Count);
        });
        return command;
    }

    private static Detection Detect(
        FaceRecognizer recognizer, string file, AnnotationFolder? folder, bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            Image image = Image.Load(file, cancellation: cancellationToken);
            IReadOnlyList<DetectedFace> found = recognizer.Find(image);
            Face[] located = asJson || folder is not null ? [.. found.Select(face => recognizer.Locate(image, face))] : [];
            return new(image, found, located, null, folder?.Write(file, image, located));
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return new(null, [], [], e.Message, null);
        }
    }

    private static void Show(ToolTerminal terminal, string file, Detection found, bool asJson)
    {
        if (asJson)
        {
            var line = new DetectionJson(file, found.Image?.Width, found.Image?.Height,
                found.Image is null ? null : [.. found.Located.Select(FaceJson.From)], found.Annotated, found.Problem);
            terminal.Output.WriteLine(JsonSerializer.Serialize(line, AnswerJson.Options));
        }

        if (found.Problem is not null)
        {
            terminal.Fail(found.Problem);
        }
        else if (!asJson)
        {
            FaceTable.Write(terminal, file, found.Image!, found.Found);
        }
    }
}
