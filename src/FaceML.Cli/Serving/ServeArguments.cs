using FaceML.AspNetCore;
using FaceML.Galleries.Postgres;
using FaceML.Galleries.Protection;

namespace FaceML.Cli;

/// <summary>What <c>faceml serve</c> is asked for; what is not given comes from the configuration, then from the defaults.</summary>
internal sealed class ServeArguments
{
    private readonly ValueOption<string?> url = new(
        "--url", "URL", "Where to listen; default: http://127.0.0.1:8080. Beyond this machine only with --keys.");
    private readonly ValueOption<string?> folder = new(
        "--galleries", "DIR", "The folder of galleries: each NAME.faces in it is served, and the API makes new ones there.");
    private readonly Option<string[]> galleries = new("--gallery")
    {
        Description = "A gallery by name: its file, or postgres://user@host/database?schema=name.",
        HelpName = "NAME=PLACE",
    };
    private readonly Option<string[]> models = new("--model")
    {
        Description = "A saved verification pipeline by name; replaced while requests run when the file changes.",
        HelpName = "NAME=FILE",
    };
    private readonly ValueOption<string?> keys = new(
        "--keys", "FILE", "The file of API keys, as 'faceml keys create' makes it; read again when it changes.");
    private readonly ValueOption<string?> galleryKeys = new(
        "--gallery-keys", "FILE", "The file with the keys that templates are encrypted with.");
    private readonly OptionalNumberOption<double> matchRate = new(
        "--max-fmr", NumberRange.Fraction, "RATE", "The false match rate that 'verify' promises.");
    private readonly OptionalNumberOption<double> searchRate = new(
        "--max-fpir", NumberRange.Fraction, "RATE", "Of searches for people who are not enrolled, the share that may find somebody.");
    private readonly Option<bool> batching = new("--batching")
    {
        Description = "Embed the faces of requests that run at the same time together, where the start finds that quicker.",
    };

    public ServeArguments AddTo(Command command)
    {
        Array.ForEach(
            (Option[])[url, folder, galleries, models, keys, galleryKeys, matchRate, searchRate, batching], command.Add);
        return this;
    }

    /// <summary>Where to listen; null where the arguments do not say.</summary>
    public string? Url(ParseResult parsed) => parsed.GetValue(url);

    /// <summary>Sets what the arguments say.</summary>
    public void Apply(ParseResult parsed, FaceMLOptions options)
    {
        options.OpenGallery = GalleryPlace.Open;
        options.GalleryFolder = parsed.GetValue(folder) ?? options.GalleryFolder;
        options.KeysFile = parsed.GetValue(keys) ?? options.KeysFile;
        options.MaxFalseMatchRate = parsed.GetValue(matchRate) ?? options.MaxFalseMatchRate;
        options.MaxFalsePositiveRate = parsed.GetValue(searchRate) ?? options.MaxFalsePositiveRate;
        options.Batching |= parsed.GetValue(batching);
        options.GalleryKeys = parsed.GetValue(galleryKeys) is { } file ? GalleryKeys.FromFile(file) : options.GalleryKeys;
        Add(parsed.GetValue(galleries), options.Galleries, "--gallery");
        Add(parsed.GetValue(models), options.Models, "--model");
    }

    private static void Add(string[]? given, IDictionary<string, string> into, string option)
    {
        foreach (string pair in given ?? [])
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
            {
                throw new ToolException($"{option} must be NAME=PLACE; it is {pair}.");
            }

            into[parts[0]] = parts[1];
        }
    }
}
