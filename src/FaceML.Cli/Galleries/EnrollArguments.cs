using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Identification;

namespace FaceML.Cli;

/// <summary>What <c>faceml gallery enroll</c> is asked for: whose images, what is recorded of the people, which faces are taken.</summary>
internal sealed class EnrollArguments
{
    private readonly Argument<string[]> images = new("images")
    {
        Description = "With --person: files, folders or globs. Without: folders that hold one folder a person.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly ValueOption<string?> person = new("--person", "ID", "Whose images they are.");
    private readonly ValueOption<string?> name = new("--name", "NAME", "The person's name to show; with --person.");
    private readonly ValueOption<string?> consent = new("--consent", "TEXT", "On what grounds the people are enrolled, for the record.");
    private readonly Option<DateTimeOffset?> expires = new("--expires")
    {
        Description = "When the people end to be found: 2027-12-31.",
        HelpName = "DATE",
    };
    private readonly Option<FaceSelection> face = new("--face")
    {
        Description = "Which face to take where an image shows several.",
        DefaultValueFactory = _ => FaceSelection.Only,
        HelpName = "only|largest|central",
    };
    private readonly NumberOption<float> least = new("--min-face", NumberRange.AtLeast(0), "N", new ImageEnrollmentOptions().MinimumFace,
        "The least shorter side of a face, in pixels.");

    public EnrollArguments AddTo(Command command)
    {
        command.Add(images);
        Array.ForEach((Option[])[person, name, consent, expires, face, least], command.Add);
        return this;
    }

    /// <summary>The images and whose they are.</summary>
    public (string Person, string File)[] Images(ParseResult parsed)
    {
        if (parsed.GetValue(name) is not null && parsed.GetValue(person) is null)
        {
            throw new ToolException("--name belongs to one person: give --person too.");
        }

        return [.. parsed.GetValue(person) is { } id
            ? ImageFiles.Expand(parsed.GetValue(images)!).Select(file => (id, file))
            : parsed.GetValue(images)!.SelectMany(OfFolder)];
    }

    public ImageEnrollmentOptions Options(ParseResult parsed) =>
        new() { Face = parsed.GetValue(face), MinimumFace = parsed.GetValue(least) };

    public PersonChange Change(ParseResult parsed) => new()
    {
        Name = parsed.GetValue(name),
        Consent = parsed.GetValue(consent),
        Expires = parsed.GetValue(expires),
    };

    private static IEnumerable<(string Person, string File)> OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ToolException($"Without --person, {folder} must be a folder that holds one folder a person.");
        }

        return PersonFolders.Read(folder)
            .SelectMany(person => person.Images.Select(image => (person.Identity, Path.Combine(folder, image))));
    }
}
