using System.CommandLine;
using FaceML.Calibration;
using FaceML.Networks;
using Samples;

namespace PhotoSorting;

/// <summary>The application as a function of its arguments: what <c>Program</c> and the tests call.</summary>
public static class PhotoSortingCommand
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>An error: nothing was changed, or <c>undo</c> puts back what was.</summary>
    public const int Error = 2;

    /// <summary>Done, and some of the images were left out.</summary>
    public const int Partial = 3;

    // What no file system takes, whichever this one is: folders are carried from one machine to another.
    private const string Forbidden = "/\\:*?\"<>|";

    /// <summary>Runs a command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Gets the answer.</param>
    /// <param name="error">Gets what goes wrong.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        RootCommand root = new("Sort a folder of images by whom they show. Exit code 0: done; 2: an error; 3: some images were left out.")
        {
            Scan(output, error), Name(output), Sort(output, error), Undo(output),
        };
        return await root.RunAsync(args, output, error, Error, IsExpected, stop);
    }

    private static bool IsExpected(Exception exception) => exception is PhotoSortingException or NetworkException or CalibrationException
        or ArgumentException or IOException or UnauthorizedAccessException or OperationCanceledException;

    private static Argument<DirectoryInfo> Folder() => new("folder") { Description = "The folder of images." };

    private static Command Scan(TextWriter output, TextWriter error)
    {
        Argument<DirectoryInfo> folder = Folder();
        Option<double> rate = new("--max-fmr")
        {
            Description = "The false match rate of the threshold that links two faces.",
            DefaultValueFactory = _ => 1e-5,
        };
        Command command = new("scan", "Look at the images and group their faces. Names given before are dropped.") { folder, rate };
        command.SetAction((parsed, stop) =>
        {
            var photos = new PhotoFolder(parsed.GetRequiredValue(folder).FullName);
            int unreadable = 0;
            PhotoIndex index = PhotoScan.Run(photos, parsed.GetValue(rate), problem =>
            {
                unreadable++;
                error.WriteLine(problem);
            }, stop);
            photos.WriteIndex(index);
            photos.WritePage(GroupPage.Write(photos, index));
            WriteGroups(output, index);
            output.WriteLine($"Look at {photos.Page}, then give a group its name: name FOLDER NUMBER NAME.");
            return Task.FromResult(unreadable == 0 ? Done : Partial);
        });
        return command;
    }

    private static Command Name(TextWriter output)
    {
        Argument<DirectoryInfo> folder = Folder();
        Argument<int> number = new("number") { Description = "The number of the group." };
        Argument<string> name = new("name") { Description = "Whom it shows." };
        Command command = new("name", "Give a group its name.") { folder, number, name };
        command.SetAction((parsed, _) =>
        {
            var photos = new PhotoFolder(parsed.GetRequiredValue(folder).FullName);
            PhotoIndex index = photos.ReadIndex();
            int group = parsed.GetValue(number);
            if (GroupPage.Groups(index).All(one => one.Number != group))
            {
                throw new PhotoSortingException($"There is no group {group}: 'scan' lists them.");
            }

            photos.WriteIndex(index with
            {
                Names = new Dictionary<int, string>(index.Names) { [group] = FolderName(parsed.GetRequiredValue(name)) },
            });
            WriteGroups(output, photos.ReadIndex());
            return Task.FromResult(Done);
        });
        return command;
    }

    private static Command Sort(TextWriter output, TextWriter error)
    {
        Argument<DirectoryInfo> folder = Folder();
        Option<bool> copy = new("--copy") { Description = "Copy each image to everybody on it, instead of moving it to the largest face." };
        Option<bool> apply = new("--apply") { Description = "Do it; without this, only say what would be done." };
        Command command = new("sort", "Move the images into folders by person.") { folder, copy, apply };
        command.SetAction((parsed, stop) =>
        {
            var sorter = new PhotoSorter(new PhotoFolder(parsed.GetRequiredValue(folder).FullName));
            int left = 0;
            IReadOnlyList<SortingStep> steps = sorter.Plan(parsed.GetValue(copy), remark =>
            {
                left++;
                error.WriteLine(remark);
            });
            foreach (SortingStep step in steps)
            {
                output.WriteLine($"{(step.Copy ? "copy" : "move")} {step.From} -> {step.To}");
            }

            if (parsed.GetValue(apply))
            {
                sorter.Apply(steps, stop);
            }

            output.WriteLine(parsed.GetValue(apply)
                ? $"{steps.Count} done. 'undo' puts them back."
                : $"Nothing was changed. --apply does these {steps.Count}.");
            return Task.FromResult(left == 0 ? Done : Partial);
        });
        return command;
    }

    private static Command Undo(TextWriter output)
    {
        Argument<DirectoryInfo> folder = Folder();
        Option<bool> others = new("--others") { Description = "Leave files that were changed meanwhile, and put the others back." };
        Command command = new("undo", "Put every file back.") { folder, others };
        command.SetAction((parsed, _) =>
        {
            int undone = new PhotoSorter(new PhotoFolder(parsed.GetRequiredValue(folder).FullName)).Undo(parsed.GetValue(others));
            output.WriteLine($"{undone} undone.");
            return Task.FromResult(Done);
        });
        return command;
    }

    private static void WriteGroups(TextWriter output, PhotoIndex index)
    {
        foreach ((int number, IReadOnlyList<(Photo Photo, PhotoFace Face)> faces) in GroupPage.Groups(index))
        {
            string name = index.Names.GetValueOrDefault(number, "-");
            output.WriteLine($"{number,3}  {name}  {string.Join(", ", faces.Select(face => face.Photo.File).Distinct())}");
        }
    }

    private static string FolderName(string name) =>
        name.Length is 0 or > 100 || name[0] is '.' or ' ' || name[^1] is '.' or ' '
        || name.Any(letter => char.IsControl(letter) || Forbidden.Contains(letter, StringComparison.Ordinal))
            ? throw new PhotoSortingException(
                $"A name must have 1 to 100 letters, none of {Forbidden}, and no dot or blank at an end; it is '{name}'.")
            : name;
}
