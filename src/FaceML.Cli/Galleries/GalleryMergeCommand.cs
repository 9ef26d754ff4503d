namespace FaceML.Cli;

/// <summary><c>faceml gallery merge GALLERY FROM INTO</c>: two entries that are one human being.</summary>
internal static class GalleryMergeCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var from = new Argument<string>("from") { Description = "The id of the person that goes." };
        var into = new Argument<string>("into") { Description = "The id of the person that stays and gets all templates." };
        var command = new Command("merge", "Two entries are one human being: give the templates of one to the other.") { from, into };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            PersonView.Write(terminal, gallery.Merge(parsed.GetValue(from)!, parsed.GetValue(into)!), arguments.AsJson(parsed));
            return ExitCode.Success;
        });
        return command;
    }
}
