namespace FaceML.Galleries.Tests.Stores;

[TestClass]
public sealed class MemoryGalleryStoreTests : GalleryContract
{
    private protected override IGalleryStore CreateStore() => new MemoryGalleryStore();
}
