namespace FaceML.Cli;

/// <summary><c>faceml gallery stats GALLERY</c>: what a gallery is and holds.</summary>
internal static class GalleryStatsCommand
{
    private sealed record StatsJson(
        string Gallery, string Recipe, string Fingerprint, int Dimension, int People, int Templates, int Expired, bool Renewable,
        DateTimeOffset Created, string ReceiptKey);

    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("stats", "What a gallery is and holds.");
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        command.SetAction(parsed =>
        {
            using Gallery gallery = arguments.Open(parsed);
            GalleryDefinition definition = gallery.Definition;
            DateTimeOffset now = DateTimeOffset.UtcNow;
            int expired = gallery.List(person => person.Expires <= now).Count;
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(
                    terminal, new StatsJson(
                    definition.Id, definition.Recipe.Name, definition.Recipe.Fingerprint, definition.Dimension, gallery.PersonCount,
                    gallery.TemplateCount, expired,
                    definition.Renewable, gallery.Created, Convert.ToBase64String(gallery.ReceiptPublicKey.Span)));
                return ExitCode.Success;
            }

            new ToolLines(terminal).Add("gallery", definition.Id).Add("recipe", definition.Recipe.ToString())
                .Add("people", FormattableString.Invariant($"{gallery.PersonCount:N0}, {expired:N0} of them expired"))
                .Add("templates", FormattableString.Invariant($"{gallery.TemplateCount:N0} of {definition.Dimension} numbers"))
                    .Add("rules", Rules(definition))
                .Add("created", FormattableString.Invariant($"{gallery.Created:yyyy-MM-dd}")).Write();
            return ExitCode.Success;
        });
        return command;
    }

    private static string Rules(GalleryDefinition definition) => string.Create(CultureInfo.InvariantCulture,
        $"fusion {definition.Fusion}, duplicates {definition.Duplicates}, least quality "
        + $"{(definition.MinimumQuality is { } least ? least : "none")}{(definition.Renewable ? ", renewable templates" : "")}");
}
