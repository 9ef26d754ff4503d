namespace FaceML.Cli;

/// <summary><c>faceml gallery show GALLERY PERSON</c>: a person and the templates.</summary>
internal static class GalleryShowCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var id = new Argument<string>("person") { Description = "The person's id." };
        var command = new Command("show", "A person and the templates.") { id };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            Person person = gallery.Find(parsed.GetValue(id)!)
                ?? throw new ToolException($"The gallery has no person {parsed.GetValue(id)}.");
            PersonView.Write(terminal, person, arguments.AsJson(parsed));
            return ExitCode.Success;
        });
        return command;
    }
}
