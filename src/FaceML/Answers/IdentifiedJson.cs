using FaceML.Galleries.Decisions;
using FaceML.Identification;

namespace FaceML.Answers;

/// <summary>A person that a search found.</summary>
internal sealed record CandidateJson(string Person, string? Name, float Score, int Rank, string Decision);

/// <summary>
/// A face and who it is: <c>identified</c>, <c>unknown</c>, <c>undecided</c> without a threshold, or <c>notRecognizable</c>.
/// </summary>
internal sealed record IdentifiedJson(
    string? File, float[] Box, string? Person, string? Name, string Decision, double? Quality, IReadOnlyList<CandidateJson> Candidates,
    float? Threshold, string Grounds)
{
    public static IdentifiedJson From(string? file, IdentifiedFace face)
    {
        MatchDecision Decided(Candidate candidate) => face.Face.IsRecognizable ? candidate.Decision : MatchDecision.Uncertain;
        return new(
            file, FaceJson.BoxOf(face.Face.Face.Box), face.Identity?.Id, face.Identity?.Name, DecisionOf(face),
            face.Face.Quality is { } quality ? Math.Round(quality, 1) : null,
            [.. face.Answer.Candidates.Select(c =>
                new CandidateJson(c.Person.Id, c.Person.Name, c.Score, c.Rank, AnswerJson.Name(Decided(c))))],
            face.Answer.Threshold.Value, face.Answer.Threshold.Grounds);
    }

    private static string DecisionOf(IdentifiedFace face) =>
        !face.Face.IsRecognizable ? "notRecognizable"
        : !face.Answer.IsDecided ? "undecided"
        : face.Identity is null ? "unknown"
        : "identified";
}
