namespace FaceML.Cli;

/// <summary><c>faceml networks remove NAME</c>: takes a network out of the user's folder.</summary>
internal static class NetworkRemoveCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The network's name." };
        var remove = new Command("remove", "Take a network out of the user's folder (or one that FACEML_NETWORKS names).") { name };
        remove.SetAction(parsed =>
        {
            NetworkEntry entry = NetworkCatalog.Default().Find(parsed.GetValue(name)!);
            string folder = Path.GetDirectoryName(entry.CardPath)!;
            if (Path.GetFullPath(folder) == Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "networks")))
            {
                throw new ToolException($"{entry.Card.Name} came with the application ({folder}) and is not removed.");
            }

            NetworkInstaller.Remove(entry);
            terminal.Output.WriteLine($"{entry.Card.Name} was removed from {folder}.");
            return ExitCode.Success;
        });
        return remove;
    }
}
