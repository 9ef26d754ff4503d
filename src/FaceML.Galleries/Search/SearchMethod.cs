namespace FaceML.Galleries.Search;

/// <summary>How a gallery is searched.</summary>
public enum SearchMethod
{
    /// <summary>Exactly up to <see cref="GalleryOptions.ExactLimit"/> templates, by an index above.</summary>
    Automatic,

    /// <summary>Every template is compared.</summary>
    Exact,

    /// <summary>An approximate index (HNSW, by USearch); its candidates are compared exactly.</summary>
    Index,
}
