using System.CommandLine;
using FaceML.Calibration;
using FaceML.Evaluation.Protocols;
using FaceML.Galleries;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;
using Samples;

namespace Attendance;

/// <summary>The application as a function of its arguments: what <c>Program</c> and the tests call.</summary>
public static class AttendanceCommand
{
    /// <summary>The list was written.</summary>
    public const int Done = 0;

    /// <summary>The list was not written.</summary>
    public const int Error = 2;

    /// <summary>The list was written, and some of the images could not be read.</summary>
    public const int Partial = 3;

    /// <summary>Makes the list.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Gets the list.</param>
    /// <param name="error">Gets what goes wrong.</param>
    /// <param name="stop">Ends the work early; nothing is written then.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        Option<DirectoryInfo> people = new("--people")
        {
            Description = "Who is expected: a folder with one folder of images a person.",
            Required = true,
        };
        Option<DirectoryInfo> images = new("--images") { Description = "The images of the group.", Required = true };
        Option<DirectoryInfo> folder = new("--out")
        {
            Description = "Where attendance.csv, attendance.md and unknown.html are written.",
            DefaultValueFactory = _ => new DirectoryInfo("attendance"),
        };
        Option<double> rate = new("--max-fpir")
        {
            Description = "Of faces of people who are not expected, the share that may get a name.",
            DefaultValueFactory = _ => 0.01,
        };
        Option<bool> largest = new("--largest") { Description = "Of an image in --people with several faces, take the largest." };
        RootCommand root = new("Who was there? Exit code 0: the list is written; 2: an error; 3: some of the images could not be read.")
        {
            people, images, folder, rate, largest,
        };
        root.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(people).FullName, parsed.GetRequiredValue(images).FullName, parsed.GetRequiredValue(folder).FullName,
            parsed.GetValue(largest) ? FaceSelection.Largest : FaceSelection.Only, parsed.GetValue(rate), output, error, cancellation)));

        return await root.RunAsync(args, output, error, Error, IsExpected, stop);
    }

    private static bool IsExpected(Exception exception) => exception is GalleryException or NetworkException or ProtocolFormatException
        or CalibrationException or ArgumentException or IOException or UnauthorizedAccessException or OperationCanceledException;

    private static int Run(
        string people, string images, string folder, FaceSelection face, double rate, TextWriter output, TextWriter error,
        CancellationToken stop)
    {
        using var networks = FaceRecognizer.CreateDefault();
        var recognizer = new GalleryRecognizer(networks, FaceRecognizerOptions.DefaultPreset);
        using var roster = Roster.Enroll(recognizer, people, face, rate);
        foreach (string remark in roster.Remarks)
        {
            error.WriteLine($"Not enrolled: {remark}");
        }

        var list = new AttendanceList(recognizer, roster.Gallery);
        int unreadable = 0;
        foreach (string file in ImageFolder.Files(images))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                list.Add(file);
            }
            catch (ImageFormatException exception)
            {
                unreadable++;
                error.WriteLine($"Not read: {exception.Message}");
            }
        }

        if (list.Images == 0)
        {
            throw new FileNotFoundException($"The folder {images} must hold an image that can be read.");
        }

        Directory.CreateDirectory(folder);
        string markdown = AttendanceFiles.Markdown(list);
        File.WriteAllText(Path.Combine(folder, "attendance.csv"), AttendanceFiles.Csv(list.People));
        File.WriteAllText(Path.Combine(folder, "attendance.md"), markdown);
        File.WriteAllText(Path.Combine(folder, "unknown.html"), AttendanceFiles.UnknownHtml(list));
        output.Write(markdown);
        output.WriteLine(roster.Gallery.Threshold.Grounds);
        return unreadable == 0 ? Done : Partial;
    }
}
