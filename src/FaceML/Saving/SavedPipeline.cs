namespace FaceML.Saving;

/// <summary>What a saved pipeline says about itself, read without loading any network. Immutable.</summary>
public sealed record SavedPipeline
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Its length.</summary>
    public required long Bytes { get; init; }

    /// <summary>The SHA-256 of its content, lower-case hexadecimal: the same model saved twice has the same.</summary>
    public required string Digest { get; init; }

    /// <summary>The version of the format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The library that wrote it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The columns that it was fitted on.</summary>
    public required IReadOnlyList<SavedColumn> Input { get; init; }

    /// <summary>The columns that come out.</summary>
    public required IReadOnlyList<SavedColumn> Output { get; init; }

    /// <summary>The stages, in order.</summary>
    public required IReadOnlyList<SavedStage> Stages { get; init; }

    /// <summary>The networks that they use.</summary>
    public required IReadOnlyList<SavedNetwork> Networks { get; init; }

    /// <summary>
    /// The card, in Markdown: what it is, on what it was fitted, the promise of its decisions, its figures, the licenses of its networks.
    /// </summary>
    public required string Card { get; init; }

    /// <summary>Reads and checks a file: the same checks as loading it, short of opening its networks.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedPipelineException">It is not a saved pipeline, or not an intact one.</exception>
    public static SavedPipeline Inspect(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PipelineReader.Inspect(path);
    }
}
