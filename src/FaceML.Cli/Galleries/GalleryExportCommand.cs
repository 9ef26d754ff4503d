using FaceML.Files;
using FaceML.Galleries.Exchange;

namespace FaceML.Cli;

/// <summary><c>faceml gallery export GALLERY --out FILE</c>: templates as JSON Lines or NumPy.</summary>
internal static class GalleryExportCommand
{
    private const string Numpy = ".npy", Parquet = ".parquet";

    private sealed record ExportedJson(string File, int Templates);

    public static Command Create(ToolTerminal terminal)
    {
        var output = new OutputFileOption("--out", "FILE",
            "NAME.jsonl, NAME.parquet, or NAME.npy with NAME.jsonl beside it. It holds the embeddings unprotected.", required: true);
        var command = new Command("export", "Write all people and embeddings for other programs.") { output };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using Gallery gallery = arguments.Open(parsed);
            string target = parsed.GetValue(output)!.FullName;
            int count = Write(gallery, target, cancellationToken);
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

    public static bool IsNumpy(string file) => HasExtension(file, Numpy);

    public static bool IsParquet(string file) => HasExtension(file, Parquet);

    private static int Write(Gallery gallery, string target, CancellationToken cancellationToken)
    {
        using var file = new PendingText(IsParquet(target) ? target : Path.ChangeExtension(target, ".jsonl"));
        using PendingFile? matrix = IsNumpy(target) ? new(target) : null;
        int count = IsParquet(target) ? GalleryExchange.ExportParquet(gallery, file.Writer.BaseStream, cancellationToken)
            : matrix is null ? GalleryExchange.ExportJsonLines(gallery, file.Writer, cancellationToken)
            : GalleryExchange.ExportNumpy(gallery, matrix.Stream, file.Writer, cancellationToken);
        matrix?.Commit();
        file.Commit();
        return count;
    }

    private static bool HasExtension(string file, string extension) =>
        Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
