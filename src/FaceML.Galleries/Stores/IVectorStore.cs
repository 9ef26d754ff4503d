namespace FaceML.Galleries.Stores;

/// <summary>A store that compares embeddings itself, so that no process has to hold them all. It is given them unencrypted.</summary>
internal interface IVectorStore : IGalleryStore
{
    /// <summary>The largest dimension that it compares.</summary>
    int LargestDimension { get; }

    /// <summary>Up to how many templates it compares all of them as fast as by an index.</summary>
    int ExactLimit { get; }

    /// <summary>Whether an index answers; every template is compared otherwise.</summary>
    bool HasIndex { get; }

    /// <summary>Builds the index where there is none, beside searches and changes.</summary>
    /// <param name="cancellation">Ends the work; what was built is dropped by the next call.</param>
    /// <exception cref="GalleryException">The store failed.</exception>
    void BuildIndex(CancellationToken cancellation);
}

/// <summary>A session of such a store.</summary>
internal interface IVectorSession : IGallerySession
{
    /// <summary>The keys of the persons of the nearest templates, each once, in no order.</summary>
    /// <param name="probe">What is compared, by the inner product.</param>
    /// <param name="among">Whose templates; null for everybody's.</param>
    /// <param name="count">How many templates.</param>
    IReadOnlyList<long> FindNearest(ReadOnlyMemory<float> probe, VectorFilter? among, int count);
}

/// <summary>Whose templates a search compares.</summary>
/// <param name="Persons">The keys of persons.</param>
/// <param name="Excluded">Whether everybody but these is meant.</param>
/// <param name="Templates">How many templates those who are meant have.</param>
internal sealed record VectorFilter(long[] Persons, bool Excluded, long Templates);
