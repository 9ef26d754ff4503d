using FaceML.Import;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml networks add FILE…|NAME</c>: installs a user's ONNX file, or converts one of the networks that came in another format.
/// </summary>
internal static class NetworkAddCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var what = new Argument<string[]>("what")
        {
            Description = $"An ONNX file (a cascade's files in their order), or the name of a network to convert: "
                + $"{string.Join(", ", InstallableNetworks.Names)}.",
            Arity = ArgumentArity.OneOrMore,
        };
        var name = new Option<string?>("--name") { Description = "What to call it; the file's name, or the known card's, when left out." };
        var card = new Option<FileInfo?>("--card") { Description = "Your own card for the file, instead of a proposed one." };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "A folder with a folder for each person: choose order, normalization and alignment of an embedding network by "
                + "what separates them best.",
            HelpName = "DIR",
        };
        var into = new ValueOption<DirectoryInfo?>(
            "--into", "DIR", $"The folder to install into; {NetworkCatalog.InstallFolder} when left out.");
        var replace = new Option<bool>("--replace") { Description = "Replace an installed network of that name." };
        var command = new Command("add", "Install a network: checked, then whole or not at all.") { what, name, card, data, into, replace };
        CardOptions options = new CardOptions().AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            string[] given = parsed.GetValue(what)!;
            string folder = parsed.GetValue(into)?.FullName ?? NetworkCatalog.InstallFolder;
            bool over = parsed.GetValue(replace);
            if (given is [string one] && !File.Exists(one) && InstallableNetworks.Names.Contains(one))
            {
                return Task.FromResult(Report(terminal, InstallableNetworks.Install(one, folder, over)));
            }

            foreach (string file in given.Where(file => !File.Exists(file)))
            {
                throw new ToolException(
                    $"{file} is neither a file nor one of the networks that can be converted "
                        + $"({string.Join(", ", InstallableNetworks.Names)}).");
            }

            NetworkCard chosen = CardChoice.For(
                terminal, parsed, given, parsed.GetValue(name), parsed.GetValue(card), parsed.GetValue(data), options, cancellation);
            return Task.FromResult(Report(terminal, NetworkInstaller.Install(chosen, given, folder, over)));
        });
        return command;
    }

    private static int Report(ToolTerminal terminal, NetworkEntry entry)
    {
        terminal.Output.WriteLine($"{entry.Card.Name} ({entry.Card.Kind}) was installed into {Path.GetDirectoryName(entry.CardPath)}.");
        if (entry.Card.License.CommercialUse != CommercialUse.Allowed)
        {
            terminal.Remark($"Its terms: {entry.Card.License.Weights}; training data: {entry.Card.License.TrainingData}.");
        }

        return ExitCode.Success;
    }
}
