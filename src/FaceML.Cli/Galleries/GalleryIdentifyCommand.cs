using System.CommandLine;
using FaceML.Evaluation.Calibration;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary><c>faceml gallery identify GALLERY IMAGE…</c>: who is on the images, each face by name or unknown.</summary>
internal static class GalleryIdentifyCommand
{
    private sealed record CandidateJson(string Person, string? Name, float Score, int Rank, MatchDecision Decision);

    private sealed record IdentifiedJson(
        string File, float[] Box, string? Person, string Decision, double? Quality, IReadOnlyList<CandidateJson> Candidates,
        float? Threshold, string Grounds);

    private sealed record ProblemJson(string File, string Error);

    private sealed record Looked(
        string File, Image? Image, IReadOnlyList<GalleryFace> Faces, IReadOnlyList<SearchResult> Answers, string? Problem);

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description = "Files, folders or globs; every face is searched.",
            Arity = ArgumentArity.OneOrMore,
        };
        var top = new NumberOption<int>("--top", NumberRange.Between(1, 100))
        {
            Description = "The candidates that --json lists.",
            DefaultValueFactory = _ => 5,
            HelpName = "N",
        };
        var annotate = new OutputFolderOption("--annotate")
        {
            Description = "Write each image with its faces and their names drawn into this folder.",
            HelpName = "DIR",
        };
        var command = new Command("identify", "Who is on the images? Exit code 0: every face is known, 1: not every one.")
        {
            images, top, annotate,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command).AddDecisionTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<string> files = ImageFiles.Expand(parsed.GetValue(images)!);
            AnnotationFolder? folder = parsed.GetValue(annotate) is { } directory ? new(directory) : null;
            GalleryRecipe recipe = arguments.RecipeOf(parsed);
            using FaceRecognizer networks = recognition.Create(parsed, recipe.Name);
            GalleryRecognizer recognizer = new(networks, recognition.NameOf(parsed, recipe.Name));
            using Gallery gallery = arguments.Open(parsed, recognizer);
            SearchOptions search = new() { Top = parsed.GetValue(top) };
            int problems = 0, faces = 0, known = 0;
            SearchThreshold? used = null;
            await ToolProgress.ForEachAsync(
                terminal, "Identifying", files, file => Look(gallery, recognizer, search, file, cancellationToken), (_, looked) =>
            {
                problems += looked.Problem is null ? 0 : 1;
                faces += looked.Faces.Count;
                known += looked.Faces.Zip(looked.Answers, IdentityOf).Count(identity => identity is not null);
                used ??= (looked.Answers is [{ } first, ..] ? first.Threshold : null);
                Show(terminal, looked, arguments.AsJson(parsed));
                folder?.Write(looked);
            }, cancellationToken);
            if (used is not null)
            {
                terminal.Remark(
                    used.Value is { } value ? FormattableString.Invariant($"Threshold {value:F3}. {used.Grounds}") : used.Grounds);
            }

            int code = ExitCode.OfImages(problems, files.Count);
            return code != ExitCode.Success ? code : faces > 0 && known == faces ? ExitCode.Success : ExitCode.NoMatch;
        });
        return command;
    }

    private static Looked Look(
        Gallery gallery, GalleryRecognizer recognizer, SearchOptions search, string file, CancellationToken cancellationToken)
    {
        try
        {
            Image image = Image.Load(file, cancellation: cancellationToken);
            IReadOnlyList<GalleryFace> faces = recognizer.Embed(image);
            return new(file, image, faces, gallery.Search([.. faces.Select(face => face.Embedding)], recognizer.Recipe, search), null);
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return new(file, null, [], [], e.Message);
        }
    }

    private static Person? IdentityOf(GalleryFace face, SearchResult answer) => face.IsRecognizable ? answer.Identity : null;

    private static string Words(GalleryFace face, SearchResult answer) =>
        !face.IsRecognizable ? "too low quality" : !answer.IsDecided ? "undecided" : answer.Identity is { } person ? person.DisplayName
            : "unknown";

    private static void Show(ToolTerminal terminal, Looked looked, bool asJson)
    {
        if (looked.Problem is not null)
        {
            terminal.Fail(looked.Problem);
            if (asJson)
            {
                GalleryArguments.WriteJson(terminal, new ProblemJson(looked.File, looked.Problem));
            }

            return;
        }

        foreach ((GalleryFace face, SearchResult answer) in looked.Faces.Zip(looked.Answers))
        {
            Box box = face.Face.Box;
            Candidate? best = answer.Candidates is [{ } first, ..] ? first : null;
            if (asJson)
            {
                Person? identity = IdentityOf(face, answer);
                GalleryArguments.WriteJson(terminal, new IdentifiedJson(
                    looked.File, [box.Left, box.Top, box.Right, box.Bottom], identity?.Id, identity is null ? Words(face, answer)
                        : "identified", face.Quality is { } quality ? Math.Round(quality, 1) : null,
                    [.. answer.Candidates.Select(
                        c => new CandidateJson(
                        c.Person.Id, c.Person.Name, c.Score, c.Rank, face.IsRecognizable ? c.Decision : MatchDecision.Uncertain))],
                        answer.Threshold.Value, answer.Threshold.Grounds));
            }
            else
            {
                terminal.Output.WriteLine(
                    FormattableString.Invariant(
                    $"{looked.File}\t{box.Left:F0},{box.Top:F0}\t{Words(face, answer)}\t{(best is null ? "" : $"{best.Score:F3}")}"));
            }
        }

        if (looked.Faces.Count == 0 && !asJson)
        {
            terminal.Output.WriteLine($"{looked.File}\t\tno face\t");
        }
    }

    private static void Write(this AnnotationFolder folder, Looked looked)
    {
        if (looked.Image is not null)
        {
            folder.Write(
                looked.File, looked.Image, [.. looked.Faces.Select(face => face.Face)], [.. looked.Faces.Zip(looked.Answers, Words)]);
        }
    }
}
