namespace FaceML.Galleries.Erasure;

/// <summary>What an audit found. Immutable.</summary>
/// <param name="Entries">The entries of the audit log.</param>
/// <param name="BrokenEntry">The first entry whose hash or place is not what was written; null when the log is whole.</param>
/// <param name="Templates">The templates that were opened; a damaged one ends the audit with an exception.</param>
/// <param name="BytesSearched">The bytes of files that were searched; 0 for a store without files of its own.</param>
/// <param name="Remnants">Places in the files where a record of a template lies that is not enrolled any more.</param>
/// <param name="Traces">Where the embeddings that were looked for are.</param>
public sealed record GalleryAudit(
    long Entries, long? BrokenEntry, int Templates, long BytesSearched, IReadOnlyList<string> Remnants,
        IReadOnlyList<EmbeddingTrace> Traces)
{
    /// <summary>Whether the log is whole and neither remnants nor traces were found.</summary>
    public bool IsClean => BrokenEntry is null && Remnants.Count == 0 && Traces.Count == 0;
}

/// <summary>A place where an embedding was found.</summary>
/// <param name="Embedding">Which of those looked for, from 0.</param>
/// <param name="Person">The person whose template it is; null for bytes in a file.</param>
/// <param name="Place">The template or the place in a file.</param>
public sealed record EmbeddingTrace(int Embedding, Person? Person, string Place);
