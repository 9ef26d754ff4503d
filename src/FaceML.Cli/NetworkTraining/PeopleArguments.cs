using FaceML.Training.Heads;
using FaceML.Training.Losses;

namespace FaceML.Cli;

/// <summary>
/// What the commands share that learn from some people of a folder and measure on the others: their options, and the reading of the folder.
/// </summary>
internal sealed class PeopleArguments
{
    private readonly Option<string> loss = new("--loss")
    {
        Description = "What is made small while learning.",
        DefaultValueFactory = _ => "triplet",
    };
    private readonly NumberOption<double> share = new("--test-share", NumberRange.Fraction, "SHARE", 0.3,
        "The share of the people that it is measured on; nothing is learned from them.");
    private readonly Option<bool> skip = new("--skip-singles")
    {
        Description = "Leave people with a single usable image out instead of refusing.",
    };

    public PeopleArguments() => loss.AcceptOnlyFromAmong([.. HeadSearch.Losses.Keys]);

    public PeopleArguments AddTo(Command command)
    {
        foreach (Option option in (Option[])[loss, share, skip])
        {
            command.Add(option);
        }

        return this;
    }

    public string LossName(ParseResult parsed) => parsed.GetValue(loss)!;

    public LossOptions Loss(ParseResult parsed) => HeadSearch.Losses[LossName(parsed)];

    /// <summary>The folder's faces: all that were found, those to learn from, those to measure on.</summary>
    public (AlignedFaceFolder Found, FolderFace[] Learn, FolderFace[] Test) Read(
        ToolTerminal terminal, ParseResult parsed, NetworkArguments arguments, FaceRecognizerOptions options, NetworkCatalog catalog,
        CancellationToken cancellationToken)
    {
        AlignedFaceFolder found = AlignedFaceFolder.OfPeople(terminal, arguments.Data(parsed), options, catalog, arguments.Cache(parsed),
            cancellationToken).WithMates(terminal, parsed.GetValue(skip));
        (FolderFace[] learn, FolderFace[] test) = NetworkJob.Split(found.Faces, parsed.GetValue(share), arguments.Seed(parsed));
        return (found, learn, test);
    }
}
