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

/// <summary>A face and the subjects that it may show.</summary>
internal sealed record RecognizedAnswer : FaceAnswer
{
    public RecognizedAnswer(FaceAnswer face, IReadOnlyList<SimilarAnswer> subjects)
        : base(face) => Subjects = subjects;

    public IReadOnlyList<SimilarAnswer> Subjects { get; }
}

/// <summary>A face compared with an example: with the example's subject where it is enrolled.</summary>
internal sealed record ComparedAnswer : FaceAnswer
{
    public ComparedAnswer(FaceAnswer face, string? subject, double similarity)
        : base(face) => (Subject, Similarity) = (subject, similarity);

    public string? Subject { get; }

    public double Similarity { get; }
}

/// <summary>A subject and the probability that a face is the subject's.</summary>
internal sealed record SimilarAnswer(string Subject, double Similarity);

/// <summary>The faces of an image, and what found them.</summary>
internal sealed record FacesAnswer<T>(IReadOnlyList<T> Result, PluginsAnswer? PluginsVersions);

/// <summary>A face of one image and those of another that were compared with it.</summary>
internal sealed record MatchesAnswer(FaceAnswer SourceImageFace, IReadOnlyList<ComparedAnswer> FaceMatches, PluginsAnswer? PluginsVersions);

/// <summary>A list of results alone.</summary>
internal sealed record ResultAnswer<T>(IReadOnlyList<T> Result);

/// <summary>An embedding and the subjects whose face it may be.</summary>
internal sealed record RecognizedEmbedding(float[] Embedding, IReadOnlyList<SimilarAnswer> Similarities);

/// <summary>An embedding and the probability that it is of the same person as another.</summary>
internal sealed record ComparedEmbedding(float[] Embedding, double Similarity);
