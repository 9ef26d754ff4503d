namespace FaceML.Galleries.Tests.Stores;

/// <summary>A file that is reopened, shared, and left by killed processes.</summary>
[TestClass]
public sealed class SqliteFileTests : KeptGalleryContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private protected override int Kills => 12;

    private protected override string Place => folder.File("door.faces");

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void a_closed_gallery_is_one_file()
    {
        using (Gallery gallery = Create())
        {
            gallery.Enroll(Draw.Of("anna", Draw.Unit(new(1))));
        }

        CollectionAssert.AreEqual(new[] { Place }, Directory.GetFiles(folder.Path));
    }

    private protected override Gallery Create(GalleryOptions? options = null) => Gallery.CreateFile(Place, Draw.Definition, options);

    private protected override Gallery Open(GalleryOptions? options = null) => Gallery.OpenFile(Place, options);
}
