namespace FaceML.Galleries.Tests.Stores;

/// <summary>A store with bytes in its files that no cleaning takes away.</summary>
internal sealed class LeavingStore(IGalleryStore store) : IGalleryStore
{
    public byte[] Left { get; set; } = [];

    public string Location => store.Location;

    public string? IndexFile => store.IndexFile;

    public long ReadSequence() => store.ReadSequence();

    public IGallerySession Begin(bool write) => store.Begin(write);

    public bool Purge(bool rewrite) => store.Purge(rewrite);

    public void ReadRaw(RawBytes read, int overlap)
    {
        store.ReadRaw(read, overlap);
        read("left", 0, Left);
    }

    public void Dispose() => store.Dispose();
}
