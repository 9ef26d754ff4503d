namespace FaceML.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done; for a comparison: the same person.</summary>
    public const int Success = 0;

    /// <summary>A comparison that says: not the same person; a check that found something.</summary>
    public const int NoMatch = 1;

    /// <summary>Nothing was decided: bad arguments, unreadable files, no usable face.</summary>
    public const int Error = 2;

    /// <summary>Done in part: some of the images could not be read; errors name them.</summary>
    public const int Partial = 3;

    /// <summary>Stopped by Ctrl-C, as shells count it (128 + SIGINT).</summary>
    public const int Cancelled = 130;

    /// <summary>All of them, for the tool's help.</summary>
    public const string Description =
        "Exit codes: 0 done, or a match; 1 no match; 2 an error, or no decision; 3 done in part: some of the images could not be read; "
            + "130 stopped by Ctrl-C.";

    /// <summary>What a command over many images ends with.</summary>
    /// <param name="problems">How many could not be read.</param>
    /// <param name="images">How many there are.</param>
    public static int OfImages(int problems, int images) => problems == 0 ? Success : problems < images ? Partial : Error;
}
