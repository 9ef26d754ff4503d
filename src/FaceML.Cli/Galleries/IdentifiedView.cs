using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Decisions;
using FaceML.Identification;

namespace FaceML.Cli;

/// <summary>Prints who is on an image: a line a face, or a JSON object a face; or draws it.</summary>
internal static class IdentifiedView
{
    private sealed record ProblemJson(string File, string Error);

    public static void WriteProblem(ToolTerminal terminal, string file, string problem, bool asJson)
    {
        terminal.Fail(problem);
        if (asJson)
        {
            GalleryArguments.WriteJson(terminal, new ProblemJson(file, problem));
        }
    }

    public static void Write(ToolTerminal terminal, string file, IReadOnlyList<IdentifiedFace> faces, bool asJson)
    {
        foreach (IdentifiedFace face in faces)
        {
            Box box = face.Face.Face.Box;
            if (asJson)
            {
                GalleryArguments.WriteJson(terminal, IdentifiedJson.From(file, face));
                continue;
            }

            string score = face.Answer.Candidates is [{ } best, ..] ? FormattableString.Invariant($"{best.Score:F3}") : "";
            terminal.Output.WriteLine(FormattableString.Invariant($"{file}\t{box.Left:F0},{box.Top:F0}\t{Words(face)}\t{score}"));
        }

        if (faces.Count == 0 && !asJson)
        {
            terminal.Output.WriteLine($"{file}\t\tno face\t");
        }
    }

    public static void Draw(AnnotationFolder folder, string file, Image image, IReadOnlyList<IdentifiedFace> faces) =>
        folder.Write(file, image, [.. faces.Select(face => face.Face.Face)], [.. faces.Select(Words)]);

    private static string Words(IdentifiedFace face) =>
        !face.Face.IsRecognizable ? "too low quality"
        : !face.Answer.IsDecided ? "undecided"
        : face.Identity?.DisplayName ?? "unknown";
}
