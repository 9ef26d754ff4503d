using System.Text.Json;
using FaceML.Answers;

namespace FaceML.AspNetCore.CompreFace;

/// <summary>How CompreFace writes JSON: snake case.</summary>
internal static class CompreFaceJson
{
    /// <summary>The settings.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(AnswerJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}

/// <summary>A subject's name.</summary>
internal sealed record SubjectAnswer(string Subject);

/// <summary>The names of all subjects.</summary>
internal sealed record SubjectsAnswer(IReadOnlyList<string> Subjects);

/// <summary>Whether a subject was renamed.</summary>
internal sealed record RenamedAnswer(bool Updated);

/// <summary>How many subjects or examples were deleted.</summary>
internal sealed record DeletedAnswer(int Deleted);

/// <summary>An example of a subject.</summary>
internal sealed record ExampleAnswer(Guid ImageId, string Subject);

/// <summary>A page of examples.</summary>
internal sealed record ExamplesAnswer(
    IReadOnlyList<ExampleAnswer> Faces, int PageNumber, int PageSize, int TotalPages, int TotalElements);

/// <summary>A face's box, in whole pixels, and the detector's score.</summary>
internal sealed record BoxAnswer(double Probability, int XMax, int YMax, int XMin, int YMin);

/// <summary>Milliseconds.</summary>
internal sealed record TimesAnswer(double Detector, double? Calculator);

/// <summary>The names of the networks.</summary>
internal sealed record PluginsAnswer(string Detector, string? Calculator);

/// <summary>A face.</summary>
internal record FaceAnswer(BoxAnswer Box, int[][]? Landmarks, float[]? Embedding, TimesAnswer? ExecutionTime);
