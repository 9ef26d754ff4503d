using System.CommandLine;
using FaceML.Galleries;
using FaceML.Galleries.Exchange;

namespace FaceML.Cli;

/// <summary><c>faceml gallery export GALLERY --out FILE</c>: templates as JSON Lines or NumPy.</summary>
internal static class GalleryExportCommand
{
    private const string Numpy = ".npy";

    private sealed record ExportedJson(string File, int Templates);

    public static Command Create(ToolTerminal terminal)
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

    public static bool IsNumpy(string file) => Path.GetExtension(file).Equals(Numpy, StringComparison.OrdinalIgnoreCase);
}
