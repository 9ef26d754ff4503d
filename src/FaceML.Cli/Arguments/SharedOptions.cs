namespace FaceML.Cli;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary><c>--out</c> of a command that writes a pipeline.</summary>
    public static OutputFileOption PipelineOutput() => new("--out", "FILE", "The pipeline to write, usually *.faceml.", required: true);

    /// <summary><c>--model</c> of a command that measures or changes a pipeline.</summary>
    public static ValueOption<string> Model() => new("--model", "FILE", "A saved verification pipeline.", required: true);

    /// <summary><c>--pairs</c> of a command that fits a threshold.</summary>
    public static ValueOption<FileInfo?> Pairs(bool required) => new("--pairs", "FILE",
        "Pairs of images with labels: LFW's form, or a table of path1, path2 and label, by commas or tabs.", required);

    /// <summary><c>--images</c> beside them.</summary>
    public static ValueOption<DirectoryInfo?> PairImages(bool required) =>
        new("--images", "DIR", "The folder that the pairs' paths start from.", required);

    /// <summary><c>--population</c> beside them.</summary>
    public static ValueOption<string?> PairPopulation() => new(
        "--population", "TEXT", "Which people and images the pairs show, for the promise; default: the pairs' file name.");

    /// <summary><c>--confidence</c> of a command that fits a threshold.</summary>
    public static NumberOption<double> Confidence(string description = "The one-sided confidence of the promise.") =>
        new("--confidence", NumberRange.From(0.5, 1), "C", 0.95, description);

    /// <summary><c>--replicates</c> of a command that measures.</summary>
    public static NumberOption<int> Replicates() => new(
        "--replicates", NumberRange.AtLeast(20), "N", 1000, "Bootstrap replicates of the intervals, at least 20.");

    /// <summary><c>--name</c> of a command that writes a network.</summary>
    public static ValueOption<string?> NetworkName() =>
        new("--name", "NAME", "What the network is called; the file's name when left out.");

    /// <summary><c>--seed</c> of a command that learns.</summary>
    public static NumberOption<int> Seed(string description = "Decides who is in which part, and all that is random in learning.") =>
        new("--seed", NumberRange.Finite, "N", 1, description);

    /// <summary><c>--cache</c> of a command that computes something from images once and keeps it.</summary>
    public static ValueOption<DirectoryInfo?> Cache(string kept) => new(
        "--cache", "DIR", $"Where {kept} are kept for the next run; the default is a folder of the user's cache.");
}
