using FaceML.Galleries.Exchange;

namespace FaceML.Cli;

/// <summary><c>faceml gallery import GALLERY FILE</c>: enrolls what export wrote.</summary>
internal static class GalleryImportCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var input = new Argument<string>("file") { Description = "NAME.jsonl, NAME.parquet, or NAME.npy with NAME.jsonl beside it." };
        var command = new Command("import", "Enroll what export wrote, of the same recipe.") { input };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using Gallery gallery = arguments.Open(parsed);
            string source = parsed.GetValue(input)!;
            ImportReport report = Read(gallery, source, cancellationToken);
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(terminal, report);
            }
            else
            {
                terminal.Output.WriteLine(
                    $"{report.Enrolled:N0} of {report.Templates:N0} templates enrolled; {report.AlreadyEnrolled:N0} were there, "
                    + $"{report.LowQuality:N0} of low quality, {report.Duplicates:N0} duplicates.");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static ImportReport Read(Gallery gallery, string source, CancellationToken cancellationToken)
    {
        if (GalleryExportCommand.IsParquet(source))
        {
            using FileStream file = File.OpenRead(source);
            return GalleryExchange.ImportParquet(gallery, file, cancellationToken);
        }

        using StreamReader rows = File.OpenText(Path.ChangeExtension(source, ".jsonl"));
        using FileStream? matrix = GalleryExportCommand.IsNumpy(source) ? File.OpenRead(source) : null;
        return matrix is null ? GalleryExchange.ImportJsonLines(gallery, rows, cancellationToken)
            : GalleryExchange.ImportNumpy(gallery, matrix, rows, cancellationToken);
    }
}
