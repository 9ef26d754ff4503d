namespace FaceML.Cli;

/// <summary>A file to write. That it can be written is checked before anything runs.</summary>
internal sealed class OutputFileOption : Option<FileInfo?>
{
    public OutputFileOption(string name, string helpName, string description, bool required = false)
        : base(name)
    {
        (HelpName, Description, Required) = (helpName, description, required);
        Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: string given }])
            {
                if (Directory.Exists(given))
                {
                    result.AddError($"{name} must be a file; {given} is a folder.");
                }
                else if (OutputPlace.Problem(Path.GetDirectoryName(Path.GetFullPath(given))) is { } problem)
                {
                    result.AddError($"{name} {given} cannot be written: {problem}");
                }
            }
        });
    }
}

/// <summary>A folder to write into. That it can be written is checked before anything runs.</summary>
internal sealed class OutputFolderOption : Option<DirectoryInfo?>
{
    public OutputFolderOption(string name, string helpName, string description, bool required = false)
        : base(name)
    {
        (HelpName, Description, Required) = (helpName, description, required);
        Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: string given }] && OutputPlace.Problem(Path.GetFullPath(given)) is { } problem)
            {
                result.AddError($"{name} {given} cannot be written: {problem}");
            }
        });
    }
}

/// <summary>Where the tool writes.</summary>
internal static class OutputPlace
{
    /// <summary>Why nothing can be written into a folder, which need not exist yet; null when it can.</summary>
    public static string? Problem(string? folder)
    {
        // Folders that do not exist are made; so the nearest one that does is asked.
        string? existing = folder;
        while (existing is not null && !Directory.Exists(existing))
        {
            if (File.Exists(existing))
            {
                return $"{existing} is a file.";
            }

            existing = Path.GetDirectoryName(existing);
        }

        if (existing is null)
        {
            return $"there is no {Path.GetPathRoot(folder)}.";
        }

        try
        {
            string trial = Path.Combine(existing, $".{Guid.NewGuid():N}.tmp");
            using (new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"nothing can be written into {existing}.";
        }
    }
}
