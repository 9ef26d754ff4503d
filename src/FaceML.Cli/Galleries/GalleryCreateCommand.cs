using FaceML.Galleries.Postgres;
using FaceML.Identification;

namespace FaceML.Cli;

/// <summary><c>faceml gallery create GALLERY</c>: an empty gallery for a recipe.</summary>
internal static class GalleryCreateCommand
{
    private sealed record CreatedJson(
        string Gallery, string File, string Recipe, string Fingerprint, int Dimension, bool Encrypted, bool Renewable, string ReceiptKey);

    public static Command Create(ToolTerminal terminal)
    {
        var id = new ValueOption<string?>("--id", "NAME", "The gallery's name; default: the file's or schema's.");
        var fusion = new Option<ScoreFusion>("--fusion")
        {
            Description = "How several templates of a person become one score.",
            DefaultValueFactory = _ => ScoreFusion.Maximum,
        };
        var quality = new OptionalNumberOption<double>(
            "--min-quality", NumberRange.Between(0, 100), "Q", "The least quality of a face that is enrolled.");
        var duplicates = new Option<DuplicateRule>("--duplicates")
        {
            Description = "What happens to a face that is enrolled as somebody else.",
            DefaultValueFactory = _ => DuplicateRule.Refuse,
        };
        var renewable = new Option<bool>("--renewable")
        {
            Description =
                "Store templates through a keyed transform, so that they can be compared with no other gallery's and revoked by a "
                + "new key; requires keys.",
        };
        var command = new Command("create", "Make an empty gallery for the embeddings of a preset.")
        {
            id, fusion, quality, duplicates, renewable,
        };
        GalleryArguments arguments = new GalleryArguments().AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(parsed =>
        {
            string place = parsed.GetValue(arguments.Place)!, file = GalleryPlace.Describe(place);
            using FaceRecognizer networks = recognition.Create(parsed);
            GalleryDefinition definition = new GalleryRecognizer(networks, recognition.NameOf(parsed))
                .Define(parsed.GetValue(id) ?? GalleryPlace.DefaultId(place)) with
            {
                Fusion = parsed.GetValue(fusion),
                MinimumQuality = parsed.GetValue(quality),
                Duplicates = parsed.GetValue(duplicates),
                Renewable = parsed.GetValue(renewable),
            };
            GalleryOptions options = new() { Keys = arguments.Keys(parsed) };
            using var gallery = GalleryPlace.Create(place, definition, options);
            if (arguments.AsJson(parsed))
            {
                GalleryArguments.WriteJson(
                    terminal, new CreatedJson(
                    definition.Id, file, definition.Recipe.Name, definition.Recipe.Fingerprint, definition.Dimension,
                    options.Keys is not null, definition.Renewable, Convert.ToBase64String(gallery.ReceiptPublicKey.Span)));
            }
            else
            {
                terminal.Output.WriteLine(
                    $"{file}: an empty gallery for embeddings of {definition.Recipe}, {definition.Dimension} numbers each, "
                    + $"{(options.Keys is null ? "not encrypted" : "encrypted")}.");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
