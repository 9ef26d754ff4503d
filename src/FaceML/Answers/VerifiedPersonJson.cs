using FaceML.Galleries.Decisions;

namespace FaceML.Answers;

/// <summary>Whether an image shows a person of a gallery.</summary>
internal sealed record VerifiedPersonJson(string? File, string Person, string Decision, float? Score, float? Threshold, string Grounds)
{
    public static VerifiedPersonJson From(string? file, VerificationResult result) => new(
        file, result.Person.Id, AnswerJson.Name(result.Decision), float.IsNaN(result.Score) ? null : result.Score, result.Threshold.Value,
        result.Threshold.Grounds);
}
