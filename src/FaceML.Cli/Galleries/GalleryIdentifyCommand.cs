using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;
using FaceML.Identification;

namespace FaceML.Cli;

/// <summary><c>faceml gallery identify GALLERY IMAGE…</c>: who is on the images, each face by name or unknown.</summary>
internal static class GalleryIdentifyCommand
{
    private sealed record Looked(Image? Image, IReadOnlyList<IdentifiedFace> Faces, string? Problem);

    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("identify", "Who is on the images? Exit code 0: every face is known, 1: not every one.");
        IdentifyArguments asked = new IdentifyArguments().AddTo(command);
        GalleryArguments arguments = new GalleryArguments().AddTo(command).AddDecisionTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<string> files = asked.Files(parsed);
            AnnotationFolder? folder = asked.Annotations(parsed);
            using GalleryWithNetworks open = arguments.Open(parsed, recognition);
            int problems = 0, faces = 0, known = 0;
            SearchThreshold? used = null;
            Looked LookAt(string file) => Look(
                file, image => open.Recognizer.Identify(open.Gallery, image, asked.Search(parsed), asked.IsExclusive(parsed)),
                cancellationToken);
            await ToolProgress.ForEachAsync(terminal, "Identifying", files, LookAt, (file, looked) =>
            {
                if (looked.Problem is not null)
                {
                    problems++;
                    IdentifiedView.WriteProblem(terminal, file, looked.Problem, arguments.AsJson(parsed));
                    return;
                }

                faces += looked.Faces.Count;
                known += looked.Faces.Count(face => face.Identity is not null);
                used ??= looked.Faces is [{ } first, ..] ? first.Answer.Threshold : null;
                IdentifiedView.Write(terminal, file, looked.Faces, arguments.AsJson(parsed));
                if (folder is not null)
                {
                    IdentifiedView.Draw(folder, file, looked.Image!, looked.Faces);
                }
            }, cancellationToken);
            if (used is not null)
            {
                terminal.Remark((used.Value is { } value ? FormattableString.Invariant($"Threshold {value:F3}. ") : "") + used.Grounds);
            }

            int code = ExitCode.OfImages(problems, files.Count);
            return code != ExitCode.Success ? code : faces > 0 && known == faces ? ExitCode.Success : ExitCode.NoMatch;
        });
        return command;
    }

    private static Looked Look(string file, Func<Image, IReadOnlyList<IdentifiedFace>> identify, CancellationToken cancellationToken)
    {
        try
        {
            Image image = Image.Load(file, cancellation: cancellationToken);
            return new(image, identify(image), null);
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return new(null, [], e.Message);
        }
    }
}
