namespace FaceML.Cli;

/// <summary><c>faceml gallery rekey GALLERY</c>: every template under the newest key.</summary>
internal static class GalleryRekeyCommand
{
    private sealed record RekeyedJson(int Templates, string Key);

    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("rekey", "Encrypt every template with the first of the keys, and renew renewable templates by it.");
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            int count = gallery.Rekey();
            string key = arguments.Keys(parsed)!.CurrentId;
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(terminal, new RekeyedJson(count, key));
            }
            else
            {
                terminal.Output.WriteLine($"{count:N0} templates are encrypted with the key {key}; other keys are not needed any more.");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
