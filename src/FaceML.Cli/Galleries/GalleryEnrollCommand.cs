using System.CommandLine;
using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Galleries;
using FaceML.Identification;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary><c>faceml gallery enroll GALLERY IMAGE…</c>: images of one person, or a folder with one folder a person.</summary>
internal static class GalleryEnrollCommand
{
    private sealed record EnrolledJson(
        string File, string Person, ImageEnrollmentStatus Status, string Message, long? Template, double? Score);

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description = "With --person: files, folders or globs. Without: folders that hold one folder a person.",
            Arity = ArgumentArity.OneOrMore,
        };
        var person = new Option<string?>("--person") { Description = "Whose images they are.", HelpName = "ID" };
        var name = new Option<string?>("--name") { Description = "The person's name to show; with --person.", HelpName = "NAME" };
        var consent = new Option<string?>("--consent")
        {
            Description = "On what grounds the people are enrolled, for the record.",
            HelpName = "TEXT",
        };
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = "When the people end to be found: 2027-12-31.",
            HelpName = "DATE",
        };
        var face = new Option<FaceSelection>("--face")
        {
            Description = "Which face to take where an image shows several.",
            DefaultValueFactory = _ => FaceSelection.Only,
            HelpName = "only|largest|central",
        };
        var least = new NumberOption<float>("--min-face", NumberRange.AtLeast(0))
        {
            Description = "The least shorter side of a face, in pixels.",
            DefaultValueFactory = _ => new ImageEnrollmentOptions().MinimumFace,
            HelpName = "N",
        };
        var command = new Command("enroll", "Enroll the faces of images, and say of each why not where not.")
        {
            images, person, name, consent, expires, face, least,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command).AddDecisionTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(name) is not null && parsed.GetValue(person) is null)
            {
                throw new ToolException("--name belongs to one person: give --person too.");
            }

            (string Person, string File)[] wanted = [.. parsed.GetValue(person) is { } id
                ? ImageFiles.Expand(parsed.GetValue(images)!).Select(file => (id, file))
                : parsed.GetValue(images)!.SelectMany(OfFolder)];
            GalleryRecipe recipe = arguments.RecipeOf(parsed);
            using FaceRecognizer networks = recognition.Create(parsed, recipe.Name);
            GalleryRecognizer recognizer = new(networks, recognition.NameOf(parsed, recipe.Name));
            using Gallery gallery = arguments.Open(parsed, recognizer);
            ImageEnrollmentOptions options = new() { Face = parsed.GetValue(face), MinimumFace = parsed.GetValue(least) };
            PersonChange change = new()
            {
                Name = parsed.GetValue(name),
                Consent = parsed.GetValue(consent),
                Expires = parsed.GetValue(expires),
            };
            List<ImageEnrollment> all = [];
            await ToolProgress.ForEachAsync(
                terminal, "Enrolling", wanted, one =>
                ImageEnroller.Read(recognizer, one.Person, one.File, options, change, cancellationToken), (_, prepared) =>
            {
                ImageEnrollment done = prepared.EnrollInto(gallery);
                all.Add(done);
                Show(terminal, done, arguments.AsJson(parsed));
            }, cancellationToken);
            string reasons = string.Concat(
                all.Where(one => one.Status != ImageEnrollmentStatus.Enrolled).GroupBy(one => one.Status).OrderBy(of => of.Key)
                .Select(of => $", {of.Count()} {Words(of.Key)}"));
            terminal.Remark(
                $"{all.Count(one => one.Status == ImageEnrollmentStatus.Enrolled)} of {all.Count} images enrolled{reasons}; the "
                + $"gallery holds {gallery.TemplateCount:N0} templates of {gallery.PersonCount:N0} people.");
            return ExitCode.OfImages(all.Count(one => !one.IsEnrolled), all.Count);
        });
        return command;
    }

    private static IEnumerable<(string Person, string File)> OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ToolException($"Without --person, {folder} must be a folder that holds one folder a person.");
        }

        return PersonFolders.Read(folder)
            .SelectMany(person => person.Images.Select(image => (person.Identity, Path.Combine(folder, image))));
    }

    private static void Show(ToolTerminal terminal, ImageEnrollment done, bool asJson)
    {
        if (asJson)
        {
            GalleryArguments.WriteJson(
                terminal, new EnrolledJson(
                done.File, done.PersonId, done.Status, done.Message, done.Result?.TemplateKey, done.Result?.Duplicate?.Score));
        }
        else
        {
            string why = done.Status == ImageEnrollmentStatus.Enrolled ? "" : $"\t{done.Message}";
            terminal.Output.WriteLine($"{done.File}\t{done.PersonId}\t{Words(done.Status)}{why}");
        }
    }

    private static string Words(ImageEnrollmentStatus status) => status switch
    {
        ImageEnrollmentStatus.AlreadyEnrolled => "already enrolled",
        ImageEnrollmentStatus.Duplicate => "duplicate",
        ImageEnrollmentStatus.LowQuality => "low quality",
        ImageEnrollmentStatus.NoFace => "no face",
        ImageEnrollmentStatus.SeveralFaces => "several faces",
        ImageEnrollmentStatus.TooSmall => "too small",
        ImageEnrollmentStatus.NotAligned => "not aligned",
        ImageEnrollmentStatus.Unreadable => "unreadable",
        _ => "enrolled",
    };
}
