using FaceML.Consumption;

namespace FaceML.Cli;

/// <summary><c>faceml new --model FILE</c>: a small project that consumes a saved pipeline.</summary>
internal static class NewCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var model = new Option<string>("--model")
        {
            Description = "The saved pipeline; it is copied into the project.",
            HelpName = "FILE",
            Required = true,
        };
        var output = new OutputFolderOption(
            "--output", "DIR", "The folder to make, empty where it exists; default: one of the project's name.");
        var name = new ValueOption<string?>(
            "--name", "NAME", "The name of the project and its class, such as DoorVerifier; default: that of the file.");
        var web = new Option<bool>("--webapi") { Description = "An ASP.NET Core host; without it, a console application." };
        const string Purpose = "Write a small project that consumes a saved pipeline: a class for it and a program that calls it.";
        var command = new Command("new", Purpose) { model, output, name, web };
        command.SetAction(parsed =>
        {
            ConsumingProject project = ConsumingProject.Write(new()
            {
                Model = parsed.GetValue(model)!,
                Folder = parsed.GetValue(output)?.FullName,
                Name = parsed.GetValue(name),
                Web = parsed.GetValue(web),
            });
            string folder = Path.GetRelativePath(Directory.GetCurrentDirectory(), project.Folder);
            terminal.Output.WriteLine($"{folder}: {string.Join(", ", project.Files)}");
            string images = parsed.GetValue(web) ? "" : " --" + string.Concat(Enumerable.Repeat(" IMAGE", project.Images));
            terminal.Output.WriteLine($"Run it: dotnet run --project {folder}{images}");
            return ExitCode.Success;
        });
        return command;
    }
}
