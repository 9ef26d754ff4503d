using Spectre.Console;

namespace FaceML.Cli;

/// <summary>The faces of one image, for a person: a heading and a line a face.</summary>
internal static class FaceTable
{
    public static void Write(ToolTerminal terminal, string file, Image image, IReadOnlyList<DetectedFace> faces)
    {
        if (terminal.IsPlain)
        {
            foreach ((int number, DetectedFace face) in faces.Index())
            {
                Box box = face.Box;
                terminal.Output.WriteLine(
                    FormattableString.Invariant(
                    $"{file}\t{number + 1}\t{box.Left:F1}\t{box.Top:F1}\t{box.Right:F1}\t{box.Bottom:F1}\t{face.Score:F3}\t{face.Turn}"));
            }

            return;
        }

        terminal.Rich.MarkupLineInterpolated($"[bold]{file}[/]  [gray]{image.Width}×{image.Height}[/]  {Count(faces.Count)}");
        foreach ((int number, DetectedFace face) in faces.Index())
        {
            Box box = face.Box;
            string score = FormattableString.Invariant($"{face.Score:F3}") + Turned(face);
            terminal.Rich.MarkupLineInterpolated(
                $"  [aqua]{number + 1,3}[/]  {box.Width,5:F0} × {box.Height,-5:F0} at {box.Left,6:F0},{box.Top,-6:F0} score {score}");
        }
    }

    private static string Turned(DetectedFace face) => face.Turn == 0 ? "" : FormattableString.Invariant($", turned by {face.Turn}°");

    /// <summary>"no face", "1 face", "3 faces".</summary>
    public static string Count(int faces) => faces switch { 0 => "no face", 1 => "1 face", _ => $"{faces} faces" };
}
