using System.CommandLine;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>The options that every command with faces shares, and what they build.</summary>
internal sealed class RecognitionOptions
{
    private readonly Option<bool> tiles = new("--tiles") { Description = "Look for small faces too, in overlapping tiles of the picture (slower)." };

    private readonly Option<bool> accurate = new("--accurate") { Description = "Average the landmarks of five crops and add the mirrored face to each vector (slower, a little more accurate)." };

    private readonly Option<string?> preset = new("--preset") { Description = "How accurate: fast, balanced or accurate (docs/networks.md has their figures)." };

    private readonly Option<UseProfile?> profile = new("--profile") { Description = "For what use: Commercial refuses networks whose terms do not allow it." };

    /// <summary>Adds what detection needs.</summary>
    public RecognitionOptions AddDetectionTo(Command command)
    {
        command.Add(tiles);
        command.Add(profile);
        return this;
    }

    /// <summary>Adds what vectors need on top.</summary>
    public RecognitionOptions AddEmbeddingTo(Command command)
    {
        command.Add(accurate);
        command.Add(preset);
        return AddDetectionTo(command);
    }

    /// <summary>The settings that the arguments ask for.</summary>
    public FaceRecognizerOptions Read(ParseResult parsed)
    {
        bool precise = parsed.GetResult(accurate) is not null && parsed.GetValue(accurate);
        FaceRecognizerOptions options = parsed.GetResult(preset) is not null && parsed.GetValue(preset) is { } named
            ? FaceRecognizerOptions.Preset(named)
            : new FaceRecognizerOptions { Landmarks = precise ? new LandmarkOptions { Passes = 5 } : new(), Embedding = new EmbedderOptions { Flip = precise } };
        return options with
        {
            Detection = parsed.GetValue(tiles) ? new DetectorOptions { Tiling = new() } : new(),
            Network = parsed.GetValue(profile) is { } use ? options.Network with { Profile = use } : options.Network,
        };
    }

    /// <summary>The recogniser that the arguments ask for. The caller disposes it.</summary>
    public FaceRecognizer Create(ParseResult parsed) => FaceRecognizer.CreateDefault(Read(parsed));
}
