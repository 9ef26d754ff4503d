using FaceML.AspNetCore;
using FaceML.Import;

namespace FaceML.Cli;

/// <summary>The options that every command with faces shares, and what they build.</summary>
internal sealed class RecognitionOptions(ToolTerminal terminal)
{
    private readonly Option<bool> tiles = new("--tiles")
    {
        Description = "Look for small faces too, in overlapping tiles of the image (slower).",
    };

    private readonly Option<bool> aligned = AlignedOption();

    private readonly Option<string> preset = new("--preset")
    {
        Description = "How accurate and how quick (docs/networks.md has the figures).",
        DefaultValueFactory = _ => FaceRecognizerOptions.DefaultPreset,
        HelpName = string.Join('|', FaceRecognizerOptions.Presets),
    };

    private readonly Option<string?> embedder = new("--embedder")
    {
        Description = "The one network that makes the vectors, by its name in the catalog, instead of the preset's.",
        HelpName = "NAME",
    };

    private readonly Option<UseProfile?> profile = new("--profile")
    {
        Description = "For what use: Commercial refuses networks whose terms do not allow it.",
    };

    private readonly Option<bool> timings = new("--timings")
    {
        Description = "Say at the end what the time went to: decoding, each network, all else.",
    };

    private readonly ProviderOptions providers = new(terminal);

    /// <summary>Adds what detection needs.</summary>
    public RecognitionOptions AddDetectionTo(Command command)
    {
        command.Add(tiles);
        command.Add(profile);
        providers.AddTo(command);
        return this;
    }

    /// <summary>Adds what vectors need on top.</summary>
    public RecognitionOptions AddEmbeddingTo(Command command)
    {
        preset.AcceptOnlyFromAmong([.. FaceRecognizerOptions.Presets]);
        command.Add(preset);
        command.Add(embedder);
        command.Add(aligned);
        return AddDetectionTo(command);
    }

    /// <summary>Adds what a server takes: a preset, and what runs its networks.</summary>
    public RecognitionOptions AddServingTo(Command command)
    {
        preset.AcceptOnlyFromAmong([.. FaceRecognizerOptions.Presets]);
        command.Add(preset);
        command.Add(profile);
        providers.AddTo(command);
        return this;
    }

    /// <summary>Sets what the arguments say of a server's networks; a preset that they do not name stays as it is.</summary>
    public void Apply(ParseResult parsed, FaceMLOptions options)
    {
        options.Preset = NameOf(parsed, options.Preset);
        options.Networks = ReadNetwork(parsed);
    }

    /// <summary>Installs networks of a preset that came with the restore but were not converted yet.</summary>
    public void InstallMissing(string preset) => InstallMissing(FaceRecognizerOptions.Preset(preset));

    /// <summary>
    /// The settings that the arguments ask for. Networks of the preset that came with the restore but were not converted yet are installed.
    /// </summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="recipe">The preset or embedder to take where the arguments name none; null for the default preset.</param>
    public FaceRecognizerOptions Read(ParseResult parsed, string? recipe = null)
    {
        string name = NameOf(parsed, recipe);
        bool isPreset = FaceRecognizerOptions.Presets.Contains(name);
        FaceRecognizerOptions options = FaceRecognizerOptions.Preset(isPreset ? name : PresetOf(parsed));
        options = isPreset ? options : options with { Embedder = name, FusedWith = [] };
        options = options with { Network = ReadNetwork(parsed) };
        InstallMissing(options);
        return options with
        {
            Detection = new DetectorOptions
            {
                Tiling = parsed.GetValue(tiles) ? new() : null,
                ImagesAreAligned = ReadAligned(parsed)
            }
        };
    }

    /// <summary><c>--aligned</c>, also for commands that take everything else from a saved pipeline.</summary>
    public static Option<bool> AlignedOption() => new("--aligned")
    {
        Description = "The images are aligned faces already (ArcFace's 112×112 template, any size): nothing is searched.",
    };

    /// <summary>Whether the images are aligned faces.</summary>
    public bool ReadAligned(ParseResult parsed) => parsed.GetResult(aligned) is not null && parsed.GetValue(aligned);

    /// <summary>How the arguments ask for networks to be run; for commands that take them from a saved pipeline.</summary>
    public NetworkOptions ReadNetwork(ParseResult parsed)
    {
        NetworkOptions options = providers.Read(parsed);
        return parsed.GetValue(profile) is { } use ? options with { Profile = use } : options;
    }

    /// <summary>The recognizer that the arguments ask for. The caller disposes it.</summary>
    public FaceRecognizer Create(ParseResult parsed, string? recipe = null) => FaceRecognizer.CreateDefault(Read(parsed, recipe));

    /// <summary>Adds <c>--timings</c>, for commands that honor it by <see cref="Measure"/>.</summary>
    public RecognitionOptions AddTimingsTo(Command command)
    {
        command.Add(timings);
        return this;
    }

    /// <summary>Measures from now on where the arguments ask for it; disposed, it says what the time went to.</summary>
    public StageTimings? Measure(ParseResult parsed) => parsed.GetValue(timings) ? new(terminal) : null;

    /// <summary>What people call the recipe that the arguments ask for: the embedder, where one is named, else the preset.</summary>
    public string NameOf(ParseResult parsed, string? recipe = null)
    {
        string? named = parsed.GetResult(embedder) is null ? null : parsed.GetValue(embedder);
        return named ?? (parsed.GetResult(preset) is { Implicit: false } ? PresetOf(parsed) : recipe ?? PresetOf(parsed));
    }

    private void InstallMissing(FaceRecognizerOptions options)
    {
        foreach (NetworkEntry installed in InstallableNetworks.InstallMissing(options.NetworkNames()))
        {
            terminal.Remark($"{installed.Card.Name} was converted and installed into {Path.GetDirectoryName(installed.CardPath)}, once "
                + $"for all.");
        }
    }

    // Commands that only detect have no such option.
    private string PresetOf(ParseResult parsed) => parsed.GetResult(preset) is null
        ? FaceRecognizerOptions.DefaultPreset
        : parsed.GetValue(preset)!;
}
