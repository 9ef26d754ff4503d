namespace PhotoSorting;

/// <summary>What became of a step.</summary>
public enum StepState
{
    /// <summary>Nothing yet, or it was undone.</summary>
    NotDone,

    /// <summary>It is done, and the file is as it was.</summary>
    Done,

    /// <summary>Neither: somebody changed, moved or put back a file meanwhile.</summary>
    Disturbed,
}

/// <summary>One file moved or copied, by paths within the folder. Immutable.</summary>
/// <param name="From">Where it lay.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Sha256">What is in it.</param>
/// <param name="Copy">Whether it stays where it lay, too.</param>
public sealed record SortingStep(string From, string To, string Sha256, bool Copy)
{
    private const string Partial = ".partial";

    /// <summary>What became of it, told by the files alone: a process that was killed cannot have told it.</summary>
    public StepState Look(PhotoFolder folder)
    {
        bool came = File.Exists(folder[To]), stayed = File.Exists(folder[From]);
        return came
            ? (Copy || !stayed) && PhotoFolder.Hash(folder[To]) == Sha256 ? StepState.Done : StepState.Disturbed
            : Copy || stayed ? StepState.NotDone : StepState.Disturbed;
    }

    /// <summary>Carries it out. A move is a renaming within one folder, so that the file is never missing and never half there; a copy
    /// gets its name when it is whole.</summary>
    /// <exception cref="IOException">There is a file of that name by now, or the disk is full.</exception>
    public void Do(PhotoFolder folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[To])!);
        if (!Copy)
        {
            File.Move(folder[From], folder[To], overwrite: false);
            return;
        }

        File.Copy(folder[From], folder[To + Partial], overwrite: true);
        using (FileStream written = File.OpenWrite(folder[To + Partial]))
        {
            written.Flush(flushToDisk: true);
        }

        File.Move(folder[To + Partial], folder[To], overwrite: false);
    }

    /// <summary>Undoes it, where it was done.</summary>
    public void Undo(PhotoFolder folder)
    {
        if (Look(folder) == StepState.Done)
        {
            if (Copy)
            {
                File.Delete(folder[To]);
            }
            else
            {
                File.Move(folder[To], folder[From], overwrite: false);
            }
        }

        string into = Path.GetDirectoryName(folder[To])!;
        if (Directory.Exists(into))
        {
            File.Delete(folder[To + Partial]);
            if (!Directory.EnumerateFileSystemEntries(into).Any())
            {
                Directory.Delete(into);
            }
        }
    }
}
