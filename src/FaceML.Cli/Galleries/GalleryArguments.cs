using System.Text.Json;
using System.Text.Json.Serialization;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Postgres;
using FaceML.Galleries.Protection;
using FaceML.Identification;

namespace FaceML.Cli;

/// <summary>What every gallery command takes: where it lies, its keys, how to answer.</summary>
internal sealed class GalleryArguments
{
    private readonly ValueOption<string?> keys = new(
        "--keys", "FILE", "The file with the keys that templates are encrypted with: lines of ID = BASE64, the current one first.");
    private readonly ValueOption<string?> keysVariable = new(
        "--keys-env", "NAME", "The environment variable with such keys, separated by semicolons.");
    private readonly Option<bool> json = new("--json") { Description = "JSON, one object a line." };
    private readonly OptionalNumberOption<float> threshold = new("--threshold", NumberRange.Between(-2, 2), "T",
        "The score from which a face is a person's; default: that of the shipped calibration for --max-fpir.");
    private readonly NumberOption<double> rate = new(
        "--max-fpir", NumberRange.Fraction, "RATE", 0.01, "Of searches for people who are not enrolled, the share that may find somebody.");
    private bool decides;

    /// <summary>Where the gallery lies.</summary>
    public Argument<string> Place { get; } = new("gallery")
    {
        Description = "The gallery's file, or postgres://user@host/database?schema=name; the password comes from PGPASSWORD.",
    };

    /// <summary>Adds what every command takes.</summary>
    public GalleryArguments AddTo(Command command)
    {
        command.Arguments.Insert(0, Place);
        command.Add(keys);
        command.Add(keysVariable);
        command.Add(json);
        return this;
    }

    /// <summary>Adds what decisions take on top.</summary>
    public GalleryArguments AddDecisionTo(Command command)
    {
        command.Add(threshold);
        command.Add(rate);
        decides = true;
        return this;
    }

    public bool AsJson(ParseResult parsed) => parsed.GetValue(json);

    public GalleryKeys? Keys(ParseResult parsed) => (parsed.GetValue(keys), parsed.GetValue(keysVariable)) switch
    {
        (null, null) => null,
        ({ } file, null) => GalleryKeys.FromFile(file),
        (null, { } variable) => GalleryKeys.FromEnvironment(variable),
        _ => throw new ToolException("--keys and --keys-env exclude each other."),
    };

    /// <summary>Opens the gallery for a command without images.</summary>
    public Gallery Open(ParseResult parsed) => GalleryPlace.Open(parsed.GetValue(Place)!, new() { Keys = Keys(parsed) });

    /// <summary>Opens the gallery and the networks of its recipe, or those that the arguments name; where the command decides, with the
    /// threshold that the arguments ask for.</summary>
    public GalleryWithNetworks Open(ParseResult parsed, RecognitionOptions recognition)
    {
        string recipe = RecipeOf(parsed).Name;
        FaceRecognizer networks = recognition.Create(parsed, recipe);
        try
        {
            GalleryRecognizer recognizer = new(networks, recognition.NameOf(parsed, recipe));
            GalleryOptions options = new() { Keys = Keys(parsed), Threshold = decides ? Threshold(parsed, recognizer) : null };
            return new(GalleryPlace.Open(parsed.GetValue(Place)!, options), recognizer, networks);
        }
        catch
        {
            networks.Dispose();
            throw;
        }
    }

    public static void WriteJson<T>(ToolTerminal terminal, T value) =>
        terminal.Output.WriteLine(JsonSerializer.Serialize(value, AnswerJson.Options));

    private GalleryRecipe RecipeOf(ParseResult parsed)
    {
        using Gallery gallery = Open(parsed);
        return gallery.Definition.Recipe;
    }

    private GalleryThreshold Threshold(ParseResult parsed, GalleryRecognizer recognizer) => parsed.GetValue(threshold) is { } given
        ? GalleryThreshold.Fixed(given)
        : recognizer.Threshold(parsed.GetValue(rate))
            ?? throw new ToolException("No calibration comes with these networks used this way. Give a threshold with --threshold.");
}
