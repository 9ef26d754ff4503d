namespace FaceML.Galleries.Search;

/// <summary>How a gallery is searched.</summary>
public enum SearchMethod
{
    /// <summary>Exactly up to <see cref="GalleryOptions.ExactLimit"/> templates, above by <see cref="Quantized"/>, or by the index of a
    /// database that compares the templates itself.</summary>
    Automatic,

    /// <summary>Every template is compared.</summary>
    Exact,

    /// <summary>An approximate index (HNSW, by USearch); its candidates are compared exactly.</summary>
    Index,

    /// <summary>Every template is estimated by one bit a number; those that can be among the best are compared by more bits, and the last
    /// exactly. Fewer than 1 in 100 of the ten best are missed. Takes a third of the memory of <see cref="Exact"/>; requires AVX2,
    /// elsewhere searches are exact.</summary>
    Quantized,
}
