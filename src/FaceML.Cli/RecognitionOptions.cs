using System.CommandLine;
using FaceML.Vision;

namespace FaceML.Cli;

/// <summary>The options that every command with faces shares, and what they build.</summary>
internal sealed class RecognitionOptions
{
    private readonly Option<bool> tiles = new("--tiles") { Description = "Look for small faces too, in overlapping tiles of the picture (slower)." };

    private readonly Option<bool> accurate = new("--accurate") { Description = "Average the landmarks of five crops and add the mirrored face to each vector (slower, a little more accurate)." };

    /// <summary>Adds what detection needs.</summary>
    public RecognitionOptions AddDetectionTo(Command command)
    {
        command.Add(tiles);
        return this;
    }

    /// <summary>Adds what vectors need on top.</summary>
    public RecognitionOptions AddEmbeddingTo(Command command)
    {
        command.Add(accurate);
        return AddDetectionTo(command);
    }

    /// <summary>The settings that the arguments ask for.</summary>
    public FaceRecognizerOptions Read(ParseResult parsed)
    {
        bool precise = parsed.GetResult(accurate) is not null && parsed.GetValue(accurate);
        return new FaceRecognizerOptions
        {
            Detection = parsed.GetValue(tiles) ? new DetectorOptions { Tiling = new() } : new(),
            Landmarks = precise ? new LandmarkOptions { Passes = 5 } : new(),
            Embedding = new EmbedderOptions { Flip = precise },
        };
    }

    /// <summary>The recogniser that the arguments ask for. The caller disposes it.</summary>
    public FaceRecognizer Create(ParseResult parsed) => FaceRecognizer.CreateDefault(Read(parsed));
}
