namespace FaceML.Cli;

/// <summary><c>faceml gallery list GALLERY</c>: the people of a gallery.</summary>
internal static class GalleryListCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("list", "The people of a gallery, by id.");
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            if (arguments.AsJson(parsed))
            {
                foreach (Person person in gallery.List())
                {
                    PersonView.WriteJson(terminal, person, withTemplates: false);
                }

                return ExitCode.Success;
            }

            PersonView.WriteTable(terminal, gallery.List());
            return ExitCode.Success;
        });
        return command;
    }
}
