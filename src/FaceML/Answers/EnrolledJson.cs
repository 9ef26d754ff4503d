using FaceML.Identification;

namespace FaceML.Answers;

/// <summary>What came of an image to enroll; the score is that of the face it duplicates.</summary>
internal sealed record EnrolledJson(string? File, string Person, string Status, string Message, long? Template, double? Score)
{
    public static EnrolledJson From(ImageEnrollment done) => new(
        done.File, done.PersonId, AnswerJson.Name(done.Status), done.Message, done.Result?.TemplateKey, done.Result?.Duplicate?.Score);
}
