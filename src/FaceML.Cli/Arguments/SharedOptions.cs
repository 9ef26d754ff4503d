namespace FaceML.Cli;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary><c>--out</c> of a command that writes a pipeline.</summary>
    public static OutputFileOption PipelineOutput() => new("--out")
    {
        Description = "The pipeline to write, usually *.faceml.",
        Required = true,
        HelpName = "FILE",
    };

    /// <summary><c>--seed</c> of a command that learns.</summary>
    public static NumberOption<int> Seed(string description = "Decides who is in which part, and all that is random in learning.") =>
        new("--seed", NumberRange.Finite)
        {
            Description = description,
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };

    /// <summary><c>--cache</c> of a command that computes something from images once and keeps it.</summary>
    public static Option<DirectoryInfo?> Cache(string kept) => new("--cache")
    {
        Description = $"Where {kept} are kept for the next run; the default is a folder of the user's cache.",
        HelpName = "DIR",
    };
}
