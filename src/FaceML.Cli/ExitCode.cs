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

    /// <summary>Stopped by Ctrl-C, as shells count it (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
