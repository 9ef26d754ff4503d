using FaceML.Galleries.Search;

namespace FaceML.Cli;

/// <summary>What <c>faceml gallery identify</c> is asked for.</summary>
internal sealed class IdentifyArguments
{
    private readonly Argument<string[]> images = new("images")
    {
        Description = "Files, folders or globs; every face is searched.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly NumberOption<int> top = new("--top", NumberRange.Between(1, 100), "N", 5, "The candidates that --json lists.");
    private readonly OutputFolderOption annotate = new(
        "--annotate", "DIR", "Write each image with its faces and their names drawn into this folder.");
    private readonly Option<bool> repeated = new("--repeated")
    {
        Description = "A person may be on one image more than once, as in collages; otherwise the most alike face gets the name.",
    };

    public IdentifyArguments AddTo(Command command)
    {
        command.Add(images);
        Array.ForEach((Option[])[top, annotate, repeated], command.Add);
        return this;
    }

    public IReadOnlyList<string> Files(ParseResult parsed) => ImageFiles.Expand(parsed.GetValue(images)!);

    public AnnotationFolder? Annotations(ParseResult parsed) => parsed.GetValue(annotate) is { } directory ? new(directory) : null;

    public SearchOptions Search(ParseResult parsed) => new() { Top = parsed.GetValue(top) };

    public bool IsExclusive(ParseResult parsed) => !parsed.GetValue(repeated);
}
