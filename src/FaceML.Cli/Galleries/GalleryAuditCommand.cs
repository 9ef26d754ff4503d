using FaceML.Galleries.Erasure;

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
            if (parsed.GetValue(images) is not { Length: > 0 } named)
            {
                using Gallery alone = arguments.Open(parsed);
                return Task.FromResult(Audit(alone, []));
            }

            using GalleryWithNetworks open = arguments.Open(parsed, recognition);
            return Task.FromResult(Audit(
                open.Gallery,
                [
                    .. ImageFiles.Expand(named).SelectMany(file => open.Recognizer
                        .Embed(Image.Load(file, cancellation: cancellationToken)).Select(face => (file, face.Embedding))),
                ]));

            int Audit(Gallery gallery, IReadOnlyList<(string File, ReadOnlyMemory<float> Embedding)> wanted)
            {
                GalleryAudit audit = gallery.Audit([.. wanted.Select(one => one.Embedding)]);
                GalleryAuditView.Write(terminal, audit, [.. wanted.Select(one => one.File)], arguments.AsJson(parsed));
                return audit.IsClean ? ExitCode.Success : ExitCode.NoMatch;
            }
        });
        return command;
    }
}
