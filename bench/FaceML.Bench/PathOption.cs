namespace FaceML.Bench;

/// <summary>Options that name a file or a folder and may be left out.</summary>
internal static class PathOption
{
    public static Option<FileInfo?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    public static Option<DirectoryInfo?> Folder(string name, string description) =>
        new(name) { Description = description, HelpName = "DIR" };

    /// <summary>A network that is there already, to be measured.</summary>
    public static Option<FileInfo?> Trained() => File(
        "--network", "Measure this network, trained by an earlier run with the same people, instead of training one.");

    /// <summary>Where a training that was ended goes on.</summary>
    public static Option<FileInfo?> Checkpoint() => File(
        "--checkpoint", "Write the state of the training here after every epoch, and go on from what lies there.");
}
