using FaceML.Onnx;

namespace FaceML.Cli;

/// <summary><c>faceml networks inspect FILE.onnx</c>: what is in a file, and a card for it.</summary>
internal static class NetworkInspectCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var files = new Argument<string[]>("files")
        {
            Description = "An ONNX file; a cascade's files in their order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var data = new ValueOption<DirectoryInfo?>("--data", "DIR",
            "A folder with a folder for each person: choose order, normalization and alignment by what separates them best.");
        var command = new Command("inspect", "Print a file's inputs and outputs and propose a card.") { files, data };
        CardOptions options = new CardOptions().AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            string[] given = parsed.GetValue(files)!;
            foreach (string file in given)
            {
                terminal.Output.WriteLine(Path.GetFileName(file));
                terminal.Output.WriteLine(new OnnxSummary(OnnxModel.Read(file)).ToString());
            }

            NetworkCard card = KnownNetworks.Recognise(given[0]) ?? options.Propose(parsed, "proposed", given);
            if (card.Kind == NetworkKind.Embedder && parsed.GetValue(data) is { } folder)
            {
                card = Measured(terminal, card, given[0], folder, cancellation);
            }
            else if (card.Kind == NetworkKind.Embedder && card.Name == "proposed")
            {
                terminal.Remark("Order, normalization and alignment are the usual ones; with --data DIR they are measured.");
            }

            terminal.Output.WriteLine(CardText.Json(card));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>The card of the way that separates the faces of a folder best.</summary>
    public static NetworkCard Measured(
        ToolTerminal terminal, NetworkCard card, string file, DirectoryInfo folder, CancellationToken cancellation)
    {
        IReadOnlyList<LabeledFace> faces = LabeledFolder.Read(terminal, folder, cancellation);
        EmbedderProbeResult result = ToolProgress.Wait(
            terminal, "trying the usual ways", () => new EmbedderProbe(file, faces).Search(card), cancellation);
        LabeledFolder.Write(terminal, card.Name, result);
        LabeledFolder.RemarkUndecided(terminal, card.Name, result);
        return result.Reference.Card;
    }
}
