using System.CommandLine;
using FaceML.Galleries;
using FaceML.Galleries.Erasure;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary><c>faceml gallery audit GALLERY IMAGE…</c>: whether templates and log are whole, and whether faces left a trace.</summary>
internal static class GalleryAuditCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description =
                "Images whose faces must not be in the gallery: every stored template and every byte of the files is searched for them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(
            "audit", "Check every template and the log, and look for traces. Exit code 0: clean, 1: something was found.")
        {
            images,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using Gallery gallery = arguments.Open(parsed);
            List<(string File, ReadOnlyMemory<float> Embedding)> wanted = [];
            if (parsed.GetValue(images) is { Length: > 0 } named)
            {
                string recipe = gallery.Definition.Recipe.Name;
                using FaceRecognizer networks = recognition.Create(parsed, recipe);
                GalleryRecognizer recognizer = new(networks, recognition.NameOf(parsed, recipe));
                foreach (string file in ImageFiles.Expand(named))
                {
                    wanted.AddRange(
                        recognizer.Embed(Image.Load(file, cancellation: cancellationToken)).Select(face => (file, face.Embedding)));
                }
            }

            GalleryAudit audit = gallery.Audit([.. wanted.Select(one => one.Embedding)]);
            GalleryAuditView.Write(terminal, audit, [.. wanted.Select(one => one.File)], arguments.AsJson(parsed));
            return Task.FromResult(audit.IsClean ? ExitCode.Success : ExitCode.NoMatch);
        });
        return command;
    }
}
