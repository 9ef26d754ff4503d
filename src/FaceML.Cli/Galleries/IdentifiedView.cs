using FaceML.Evaluation.Calibration;
using FaceML.Galleries.Decisions;
using FaceML.Identification;
using FaceML.Imaging;

namespace FaceML.Cli;

/// <summary>Prints who is on an image: a line a face, or a JSON object a face; or draws it.</summary>
internal static class IdentifiedView
{
    private sealed record CandidateJson(string Person, string? Name, float Score, int Rank, MatchDecision Decision);

    private sealed record IdentifiedJson(
        string File, float[] Box, string? Person, string Decision, double? Quality, IReadOnlyList<CandidateJson> Candidates,
        float? Threshold, string Grounds);

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
                GalleryArguments.WriteJson(terminal, Json(file, face));
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

    private static IdentifiedJson Json(string file, IdentifiedFace face)
    {
        Box box = face.Face.Face.Box;
        MatchDecision Decided(Candidate candidate) => face.Face.IsRecognizable ? candidate.Decision : MatchDecision.Uncertain;
        return new(file, [box.Left, box.Top, box.Right, box.Bottom], face.Identity?.Id,
            face.Identity is null ? Words(face) : "identified",
            face.Face.Quality is { } quality ? Math.Round(quality, 1) : null,
            [.. face.Answer.Candidates.Select(c => new CandidateJson(c.Person.Id, c.Person.Name, c.Score, c.Rank, Decided(c)))],
            face.Answer.Threshold.Value, face.Answer.Threshold.Grounds);
    }

    private static string Words(IdentifiedFace face) =>
        !face.Face.IsRecognizable ? "too low quality"
        : !face.Answer.IsDecided ? "undecided"
        : face.Identity?.DisplayName ?? "unknown";
}
