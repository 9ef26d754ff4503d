using System.CommandLine;
using FaceML.Galleries;
using FaceML.Galleries.Exchange;

namespace FaceML.Cli;

/// <summary><c>faceml gallery export|import</c>: templates as JSON Lines or NumPy.</summary>
internal static class GalleryExchangeCommands
{
    private const string Numpy = ".npy";

    private sealed record ExportedJson(string File, int Templates);

    public static Command Export(ToolTerminal terminal)
    {
        var output = new OutputFileOption("--out")
        {
            Description = "NAME.jsonl, or NAME.npy with NAME.jsonl beside it. It holds the embeddings unprotected.",
            Required = true,
            HelpName = "FILE",
        };
        var command = new Command("export", "Write all people and embeddings for other programs.") { output };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using Gallery gallery = arguments.Open(parsed);
            string target = parsed.GetValue(output)!.FullName;
            int count;
            using (var rows = new PendingFile(Path.ChangeExtension(target, ".jsonl")))
            {
                if (IsNumpy(target))
                {
                    using FileStream matrix = File.Create(target);
                    count = GalleryExchange.ExportNumpy(gallery, matrix, rows.Text, cancellationToken);
                }
                else
                {
                    count = GalleryExchange.ExportJsonLines(gallery, rows.Text, cancellationToken);
                }

                rows.Commit();
            }

            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(terminal, new ExportedJson(target, count));
            }
            else
            {
                terminal.Output.WriteLine($"{count:N0} templates written to {target}, unprotected.");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    public static Command Import(ToolTerminal terminal)
    {
        var input = new Argument<string>("file") { Description = "NAME.jsonl, or NAME.npy with NAME.jsonl beside it." };
        var command = new Command("import", "Enroll what export wrote, of the same recipe.") { input };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using Gallery gallery = arguments.Open(parsed);
            string source = parsed.GetValue(input)!;
            using StreamReader rows = File.OpenText(Path.ChangeExtension(source, ".jsonl"));
            using FileStream? matrix = IsNumpy(source) ? File.OpenRead(source) : null;
            ImportReport report = matrix is null ? GalleryExchange.ImportJsonLines(gallery, rows, cancellationToken)
                : GalleryExchange.ImportNumpy(gallery, matrix, rows, cancellationToken);
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

    private static bool IsNumpy(string file) => Path.GetExtension(file).Equals(Numpy, StringComparison.OrdinalIgnoreCase);
}
