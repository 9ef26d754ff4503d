using FaceML.Verification;

namespace FaceML.Answers;

/// <summary>One of the two images of a verification.</summary>
internal sealed record ProbeJson(
    string? File, int Faces, string Status, float[]? Box, float? DetectorScore, int? Turn, QualityJson? Quality)
{
    public static ProbeJson From(VerifiedFace face)
    {
        bool? recognizable = face.Quality is null ? null : face.Status == FaceStatus.Found;
        return new(
            face.File, face.FaceCount, AnswerJson.Name(face.Status), face.Box is { } box ? FaceJson.BoxOf(box) : null, face.DetectorScore,
            face.Box is null ? null : face.Turn, QualityJson.From(face.Quality, recognizable, face.Components));
    }
}

/// <summary>Two images and what was decided about them; the decision is null where there is no score.</summary>
internal sealed record VerificationJson(
    ProbeJson A, ProbeJson B, string Metric, float? Score, float? Threshold, bool? Match, string? Decision, float? UncertainFrom,
    double? LogLikelihoodRatio, double? Probability, double? Prior, string? Promise, string? Population, string Basis,
    string? CalibratedOn, IReadOnlyList<string> Networks, string? Recipe)
{
    public static VerificationJson From(FaceVerification result)
    {
        bool? match = result.Decision switch { MatchDecision.Match => true, MatchDecision.NoMatch => false, _ => null };
        return new(
            ProbeJson.From(result.First), ProbeJson.From(result.Second), NameOf(result.Metric), result.Score, result.Threshold, match,
            result.Score is null ? null : AnswerJson.Name(result.Decision), result.UncertainFrom, result.LogLikelihoodRatio,
            result.Probability, result.MatedPrior, result.Promise?.ToSentence(), result.Promise?.Population, BasisOf(result),
            result.CalibratedOn, result.Networks, result.Recipe);
    }

    public static string NameOf(FaceMetric metric) => metric == FaceMetric.Cosine ? "cosine similarity" : "Euclidean distance";

    public static string BasisOf(FaceVerification result) =>
        result.Promise?.ToString() ?? "threshold given by hand: it carries no promise";
}
