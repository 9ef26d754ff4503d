namespace FaceML.Cli;

/// <summary><c>faceml networks show NAME</c>: a network's card.</summary>
internal static class NetworkShowCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var name = new Argument<string>("name")
        {
            Description = "The network's name; also one of the known public files that are not installed.",
        };
        var json = new Option<bool>("--json") { Description = "The card as JSON, as it would be written into a file." };
        var show = new Command("show", "A network's card.") { name, json };
        show.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            NetworkCatalog catalog = NetworkCatalog.Default();
            NetworkCard? known = KnownNetworks.All.FirstOrDefault(card => card.Name == wanted);
            NetworkEntry? entry = catalog.Entries.FirstOrDefault(e => e.Card.Name == wanted);
            if (entry is null && known is not null)
            {
                terminal.Remark($"{wanted} is not installed; this is the card by which its file is recognized.");
            }

            NetworkCard card = entry?.Card ?? known ?? catalog.Find(wanted).Card;
            if (parsed.GetValue(json))
            {
                terminal.Output.WriteLine(CardText.Json(card));
            }
            else
            {
                CardText.Write(terminal, card, entry?.Path);
                if (StaticQuantizer.Made(card))
                {
                    terminal.Remark(IntegerInstructions.HasDotProduct
                        ? $"It computes with 8-bit integers; this processor has instructions for that ({IntegerInstructions.Describe()})."
                        : $"It computes with 8-bit integers; this processor has no VNNI ({IntegerInstructions.Describe()}): it runs, and "
                            + "is hardly faster than the float network.");
                }
            }

            return ExitCode.Success;
        });
        return show;
    }
}
