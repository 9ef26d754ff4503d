using System.CommandLine;
using System.Text.Json;
using FaceML.Calibration;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary><c>faceml embed IMAGE… --out FILE</c>: one JSON object a face.</summary>
internal static class EmbedCommand
{
    private sealed record EmbeddingJson(
        string File, float[] Box, float Score, FacePointsJson Points, int Turn, string Network, QualityJson? Quality, float[] Vector);

    private sealed record Embedded(IReadOnlyList<(FaceEmbedding Face, QualityJson? Quality)> Faces, string? Problem);

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images") { Description = "Files, folders or globs.", Arity = ArgumentArity.OneOrMore };
        var output = new OutputFileOption("--out")
        {
            Description = "The JSON Lines file to write: one object a face.",
            Required = true,
            HelpName = "FILE",
        };
        var command = new Command("embed", "Turn every face into a unit vector.") { images, output };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);

        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<string> files = ImageFiles.Expand(parsed.GetValue(images)!);
            using FaceRecognizer recognizer = recognition.Create(parsed);
            FaceQualityModel? model = RecipeCalibration.For(recognizer)?.Quality;
            int faces = 0, problems = 0, without = 0;
            string target = parsed.GetValue(output)!.FullName;
            using (var writer = new PendingFile(target))
            {
                await ToolProgress.ForEachAsync(
                    terminal, "Embedding", files, file => Embed(recognizer, model, file, cancellationToken), (file, found) =>
                {
                    foreach ((FaceEmbedding face, QualityJson? quality) in found.Faces)
                    {
                        var line = FaceJson.From(face.Face);
                        writer.Text.WriteLine(JsonSerializer.Serialize(
                            new EmbeddingJson(file, line.Box, line.Score, line.Points, line.Turn, recognizer.Options.Embedder, quality,
                                face.Vector.ToArray()), FaceJson.Options));
                    }

                    faces += found.Faces.Count;
                    without += found.Problem is null && found.Faces.Count == 0 ? 1 : 0;
                    if (found.Problem is not null)
                    {
                        problems++;
                        terminal.Fail(found.Problem);
                    }
                }, cancellationToken);
                writer.Commit();
            }

            terminal.Remark($"{FaceTable.Count(faces)} of {files.Count} images written to {target}; {without} without a face, {problems} "
                + $"unreadable.");
            return ExitCode.OfImages(problems, files.Count);
        });
        return command;
    }

    private static Embedded Embed(FaceRecognizer recognizer, FaceQualityModel? model, string file, CancellationToken cancellationToken)
    {
        try
        {
            Image image = Image.Load(file, cancellation: cancellationToken);
            return new([.. recognizer.EmbedAll(image).Select(face => (face, QualityOf(image, face)))], null);
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return new([], e.Message);
        }

        QualityJson? QualityOf(Image image, FaceEmbedding face)
        {
            FaceQualityComponents components = FaceQualityComponents.Measure(image, face.Face);
            return QualityJson.From(model?.Quality(face.Vector.Span), model?.IsRecognizable(face.Vector.Span), components);
        }
    }
}
