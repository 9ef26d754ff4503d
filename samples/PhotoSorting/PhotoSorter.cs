namespace PhotoSorting;

/// <summary>Plans, carries out and undoes the sorting of a folder.</summary>
/// <remarks>
/// The rule for an image with several people: moved, it goes to the one of them with the largest face, because a file lies in one place;
/// copied, it goes to each of them. Only people with a name count.
/// </remarks>
/// <param name="folder">The folder.</param>
public sealed class PhotoSorter(PhotoFolder folder)
{
    /// <summary>Says what would be done; changes nothing.</summary>
    /// <param name="copy">Whether to copy instead of moving.</param>
    /// <param name="remark">Told of each image that is left out, and why.</param>
    public IReadOnlyList<SortingStep> Plan(bool copy, Action<string> remark)
    {
        PhotoIndex index = folder.ReadIndex();
        List<SortingStep> steps = [];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase); // as two names are one on many disks
        foreach (Photo photo in index.Photos)
        {
            string[] names = [.. photo.Faces.Where(face => face.Group is { } group && index.Names.ContainsKey(group))
                .OrderByDescending(face => face.Width * face.Height).Select(face => index.Names[face.Group!.Value]).Distinct()];
            if (names.Length == 0)
            {
                continue;
            }

            if (!File.Exists(folder[photo.File]) || PhotoFolder.Hash(folder[photo.File]) != photo.Sha256)
            {
                remark($"{photo.File} is not what was scanned: it is left out. Scan again.");
                continue;
            }

            foreach (string name in copy ? names : names[..1])
            {
                if (Free(name, photo, taken) is { } to)
                {
                    steps.Add(new SortingStep(photo.File, to, photo.Sha256, copy));
                }
            }
        }

        return steps;
    }

    /// <summary>Carries steps out. All of them are in the journal, on the disk, before the first file moves: whatever ends this early, no
    /// file is lost, and <see cref="Undo"/> finds what was done.</summary>
    /// <param name="steps">What <see cref="Plan"/> gave.</param>
    /// <param name="stop">Ends it early, between two files.</param>
    public void Apply(IReadOnlyList<SortingStep> steps, CancellationToken stop)
    {
        ILookup<bool, SortingStep> before = folder.ReadJournal().ToLookup(step => step.Look(folder) == StepState.NotDone);
        foreach (SortingStep given in before[true])
        {
            given.Undo(folder); // what a killed process left of it
        }

        folder.WriteJournal([.. before[false], .. steps]);
        foreach (SortingStep step in steps)
        {
            stop.ThrowIfCancellationRequested();
            step.Do(folder);
        }
    }

    /// <summary>Puts every file back to where it lay.</summary>
    /// <param name="others">Whether to leave files that were changed, moved or put back meanwhile, and undo the others.</param>
    /// <returns>How many files were put back, or copies removed.</returns>
    /// <exception cref="PhotoSortingException">There are such files: nothing is undone, so that no work is lost. The message names
    /// them.</exception>
    public int Undo(bool others = false)
    {
        ILookup<StepState, SortingStep> steps = folder.ReadJournal().Reverse().ToLookup(step => step.Look(folder));
        SortingStep[] disturbed = [.. steps[StepState.Disturbed]];
        if (disturbed.Length > 0 && !others)
        {
            string files = string.Join(Environment.NewLine, disturbed.Select(step => $"  {step.To}, from {step.From}"));
            throw new PhotoSortingException($"Nothing was undone, because these files were changed, moved or put back meanwhile:"
                + $"{Environment.NewLine}{files}{Environment.NewLine}--others leaves them and undoes the others.");
        }

        foreach (SortingStep step in steps[StepState.Done].Concat(steps[StepState.NotDone]))
        {
            step.Undo(folder);
        }

        folder.WriteJournal([.. disturbed.Reverse()]);
        return steps[StepState.Done].Count();
    }

    // A path in the person's folder that no other file has; null where the very file lies there already.
    private string? Free(string name, Photo photo, HashSet<string> taken)
    {
        if (new DirectoryInfo(folder[name]) is { Exists: true, LinkTarget: not null })
        {
            throw new PhotoSortingException($"{name} must be a folder of its own; it is a link that leads elsewhere.");
        }

        (string stem, string extension) = (Path.GetFileNameWithoutExtension(photo.File), Path.GetExtension(photo.File));
        for (int number = 1; ; number++)
        {
            string to = Path.Combine(name, number == 1 ? photo.File : $"{stem} ({number}){extension}");
            if (File.Exists(folder[to]) && PhotoFolder.Hash(folder[to]) == photo.Sha256)
            {
                return null;
            }

            if (!Path.Exists(folder[to]) && taken.Add(to))
            {
                return to;
            }
        }
    }
}
